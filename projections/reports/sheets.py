"""A report as a spreadsheet: every figure in a row under the department's own headings, and the improvements."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from domain.matters.kinds import MATTERS as KINDS
from domain.reports.figure import BY, MEASURES, Figure
from domain.wording import DEPARTMENTS
from projections.appraisals import MEASURES as APPRAISED
from projections.appraisals import Appraised
from projections.reports.measured import amount_of, reached, unit_word
from projections.reports.members import member
from projections.sheets.sheet import Cell, Column, Reader, Sheet, plain
from projections.sql.rows import Row
from projections.wording.words import word

_YES_NO: Final = {True: ("是", "yes"), False: ("否", "no")}


def _measure(row: Row, reader: Reader) -> Cell:
    return word(MEASURES, row["measure"], chinese=reader.chinese)


def _by(row: Row, reader: Reader) -> Cell:
    return word(BY, row["by"], chinese=reader.chinese)


def _of(row: Row, reader: Reader) -> Cell:
    return member(row["by"], row["of"], chinese=reader.chinese, people=row["people"])


def _met(row: Row, reader: Reader) -> Cell:
    met = row["reached"]
    return None if met is None else _YES_NO[met][0 if reader.chinese else 1]


FIGURES: Final = Sheet(
    "指标",
    (
        plain("period", "期间", 10),
        Column("指标", _measure, 28),
        Column("分组", _by, 13),
        Column("项目", _of, 34),
        Column("数值", lambda row, _: amount_of(row["measure"], row["value"]), 12),
        Column("单位", lambda row, reader: unit_word(row["measure"], chinese=reader.chinese), 23),
        plain("base", "基数", 10),
        Column("目标", lambda row, _: amount_of(row["measure"], row["target"]), 10),
        Column("达成", _met, 8),
    ),
)
"""月度分析, 售后服务优化报告: what is unknown is an empty cell."""


def _status(row: Row, reader: Reader) -> Cell:
    return KINDS["improvement"].statuses[row["status"]].say(chinese=reader.chinese)


IMPROVEMENTS: Final = Sheet(
    "改进措施",
    (
        plain("number", "改进编号", 16),
        plain("measure", "改进措施", 50, wrapped=True),
        Column("状态", _status, 13),
        Column("责任部门", lambda row, reader: word(DEPARTMENTS, row["department"], chinese=reader.chinese), 20),
        Column("期限", lambda row, _: row["due"], 12),
        plain("words", "进展与结果", 50, wrapped=True),
    ),
)
FLAGGED: Final = Sheet("故障率超标型号", (plain("model", "型号", 20),))


def figure_rows(period: str, figures: Iterable[Figure], people: Mapping[str, str]) -> Iterator[Row]:
    for figure in figures:
        yield {
            "period": period,
            "measure": figure.measure,
            "by": figure.by,
            "of": figure.of,
            "value": figure.value,
            "base": figure.base,
            "target": figure.target,
            "reached": reached(figure),
            "people": people,
        }


APPRAISAL: Final = Sheet(
    "个人考核",
    (
        Column("指标", lambda row, reader: word(APPRAISED, row["measure"], chinese=reader.chinese), 28),
        Column("本人", lambda row, _: amount_of(row["measure"], row["own"]), 12),
        plain("base", "基数", 10),
        Column("班组", lambda row, _: amount_of(row["measure"], row["team"]), 12),
        Column("部门", lambda row, _: amount_of(row["measure"], row["all"]), 12),
        Column("单位", lambda row, reader: unit_word(row["measure"], chinese=reader.chinese), 23),
        Column("目标", lambda row, _: amount_of(row["measure"], row["target"]), 10),
        Column("达成", _met, 8),
    ),
)
"""A person's figures beside their team's and the department's."""


def appraisal_rows(
    own: Iterable[Appraised], team: Iterable[Appraised] | None, all_of_them: Iterable[Appraised]
) -> Iterator[Row]:
    """One a measure, in the order of the person's own."""
    teams, alls = ({each.measure: each.value for each in those or ()} for those in (team, all_of_them))
    for each in own:
        yield {
            "measure": each.measure,
            "own": each.value,
            "base": each.base,
            "team": teams.get(each.measure),
            "all": alls.get(each.measure),
            "target": each.target,
            "reached": each.met,
        }
