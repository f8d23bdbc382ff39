"""售后服务优化报告 (R43): trends month by month, bottlenecks, improvements and what became of the last quarter's."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from api.documents.paper import Section
from api.documents.told import ToldReport
from domain.matters.kinds import MATTERS as KINDS
from domain.reports.figure import Figure
from domain.wording import DEPARTMENTS
from gongdan.documents.periods import products, tables
from gongdan.documents.periods.monthly import breakdowns
from gongdan.documents.writing import Writer
from projections.reports.measured import reached
from projections.reports.members import PARTED

SLOW: Final = Decimal("0.9")
"""A clock met more rarely than this is a bottleneck; ours, for want of a target of each clock."""
_MOST: Final = 8
"""Clocks that are named, the worst first."""


def sections(write: Writer, told: ToldReport) -> Iterator[Section]:
    yield tables.edition(write, told)
    yield tables.summary(write, told)
    yield from tables.note(write, told)
    yield trends(write, told)
    yield bottlenecks(write, told)
    yield improvements(write, told)
    yield from breakdowns(write, told)


def trends(write: Writer, told: ToldReport) -> Section:
    """A column a month."""
    months = [month.name for month in told.period.months]
    measures = dict.fromkeys(each.measure for each in told.figures if each.by == "month")
    rows = (
        (tables.measure_word(write, measure), *(_of_month(write, told, measure, month) for month in months))
        for measure in measures
    )
    section = write.table("trends", ("measure",), rows, none="figures")
    return section.model_copy(update={"headings": [*section.headings, *months]})


def bottlenecks(write: Writer, told: ToldReport) -> Section:
    """Targets that were missed, in all and by models, and the clocks that were met most rarely."""
    rows = [*_missed(write, told), *products.missed(write, told), *_slow(write, told)]
    judged = any(reached(each) is not None or each.measure == "compliance" for each in told.figures)
    return write.table("bottlenecks", ("member", "said"), rows, none="bottlenecks" if judged else "figures")


def improvements(write: Writer, told: ToldReport) -> Section:
    rows = (
        (
            each.number,
            each.measure,
            KINDS["improvement"].statuses[each.status].say(chinese=write.words.chinese),
            write.code(DEPARTMENTS, each.department),
            each.due,
            each.words,
        )
        for each in told.improvements
    )
    headings = ("improvement", "content", "state", "department", "due", "progress")
    return write.table("improvements", headings, rows, none="improvements")


def _of_month(write: Writer, told: ToldReport, measure: str, month: str) -> str:
    found = (each for each in tables.picked(told.figures, measure, "month") if each.of == month)
    return tables.said(write, next(found, None))


def _missed(write: Writer, told: ToldReport) -> Iterator[tuple[str, str]]:
    for figure in told.figures:
        if figure.by is None and reached(figure) is False:
            shown = {"value": tables.said(write, figure), "target": tables.target(write, figure)}
            yield tables.measure_word(write, figure.measure), write.words.said("missed-target", **shown)


def _slow(write: Writer, told: ToldReport) -> Iterator[tuple[str, str]]:
    found = [each for each in tables.picked(told.figures, "compliance", "clock") if _is_slow(each)]
    for figure in sorted(found, key=lambda each: (each.value or 0, each.of or ""))[:_MOST]:
        shown = {"value": tables.said(write, figure), "base": f"{figure.base:,}"}
        yield tables.of(write, figure), write.words.said("slow-clock", **shown)


def _is_slow(figure: Figure) -> bool:
    """Of a clock as a whole: that of a severity stands in its own table."""
    whole = PARTED not in (figure.of or "")
    return whole and figure.value is not None and figure.value < SLOW
