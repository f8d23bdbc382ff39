"""The workload as people read it: a line a person or team, under the department's own headings."""

from typing import Final

from projections.sheets.sheet import Cell, Column, Reader, Sheet, moment, plain
from projections.sql.rows import Row
from projections.wording.words import STATUS, STATUSES, TITLES, WAITS

_SHOWN: Final = ("registered", "responded", "in-progress", "waiting", "resolved", "confirmed")


def _by_status(status: str) -> Column:
    """How many are at stages that show as this status."""
    of = {stage.value for stage, shown in STATUS.items() if shown == status}
    return Column(STATUSES[status][0], lambda row, _: sum(row["stages"].get(stage, 0) for stage in of), 8)


def _waiting(row: Row, reader: Reader) -> Cell:
    """客户 2、备件 1"""
    parted = "、" if reader.chinese else ", "
    return parted.join(f"{reader.word(WAITS, whom)} {number}" for whom, number in sorted(row["waiting"].items()))


def _total(of: str) -> Column:
    heading = {"overdue": "已超时", "due_today": "今日到期", "aftercare": "结案后超时"}[of]
    return Column(heading, lambda row, _: sum(row[of].values()), 12)


def _listed(key: str, heading: str) -> Column:
    def cell(row: Row, reader: Reader) -> Cell:
        return ("、" if reader.chinese else ", ").join(row[key])

    return Column(heading, cell, 14)


def _away(row: Row, reader: Reader) -> Cell:
    if not row["on_leave"]:
        return ""
    until = f"至 {row['leave_until']}" if reader.chinese else f"until {row['leave_until']}"
    return f"休假{until}" if reader.chinese else f"on leave {until}"


SHEET: Final = Sheet(
    TITLES["workload"][0],
    (
        Column("工号", lambda row, _: row["staff"] or row["team"] or "", 12),
        plain("name", "姓名", 12),
        _listed("teams", "班组"),
        plain("open", "在办", 8),
        *(_by_status(status) for status in _SHOWN),
        Column("等待", _waiting, 18),
        _total("overdue"),
        _total("due_today"),
        _total("aftercare"),
        plain("minutes", "本周工时(分钟)", 18),
        plain("visits", "待上门", 8),
        moment("next_visit", "下次上门"),
        Column("休假", _away, 18),
        _listed("stood_in_by", "代班人"),
        _listed("stands_in_for", "代何人"),
    ),
)
"""工作量表."""
