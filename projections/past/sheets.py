"""Differences as a printed table: a line a column that is different, beside the events that made it so."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from domain.wording import Words
from projections.past.between import Difference
from projections.past.changes import RowChange
from projections.sheets.sheet import Cell, Column, Reader, Sheet, plain
from projections.sql.rows import Row

CHANGES: Final[Words] = {"added": ("新增", "added"), "gone": ("不再有", "gone"), "changed": ("改变", "changed")}
"""What became of a row."""


def _value(name: str) -> Any:
    def cell(row: Row, reader: Reader) -> Cell:
        value = row[name]
        if isinstance(value, datetime):
            return reader.moment(value)
        return "" if value is None else str(value)

    return cell


def _change(row: Row, reader: Reader) -> Cell:
    return reader.word(CHANGES, row["change"])


def _events(row: Row, reader: Reader) -> Cell:
    said = (f"{event.envelope.type} ({event.envelope.id})" for event in row["events"])
    return "; ".join(said)


def _people(row: Row, reader: Reader) -> Cell:
    named = dict.fromkeys(reader.person(None, event.envelope.actor.id) for event in row["events"])
    return "; ".join(named)


def _when(row: Row, reader: Reader) -> Cell:
    times = (reader.moment(event.envelope.occurred) for event in row["events"])
    return "; ".join(f"{at:%Y-%m-%d %H:%M}" for at in times if at)


SHEET: Final = Sheet(
    "差异",
    (
        plain("number", "工单号", 16),
        Column("步骤", lambda row, _: row["version"], 8),
        Column("变化", _change, 10),
        Column("栏目", lambda row, _: row["column"], 20),
        Column("之前", _value("before"), 30),
        Column("之后", _value("after"), 30),
        Column("事件", _events, 60),
        Column("责任人", _people, 16),
        Column("发生时间", _when, 18),
    ),
)


def lines(found: Iterable[Difference]) -> Iterator[Row]:
    """The rows of the table; a ticket that changed in nothing that a table shows has one with its events alone."""
    for each in found:
        said: Row = {"number": each.number, "events": each.events}
        blank: Row = {"version": None, "change": "changed", "column": "", "before": None, "after": None}
        if not each.rows:
            yield said | blank
        for row in each.rows:
            yield from (said | line for line in _of_row(row))


def _of_row(row: RowChange) -> Iterator[Row]:
    version = row.key[1] if len(row.key) > 1 else None
    for cell in row.cells:
        named: Row = {"version": version, "change": row.change, "column": cell.column}
        yield named | {"before": cell.before, "after": cell.after}
