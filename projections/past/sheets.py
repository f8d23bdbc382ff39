"""Differences as a printed table: a line a column that is different, and a line an event that made it so."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from domain.record.envelope import Recorded
from domain.refusals import Language
from domain.wording import Words as Pairs
from projections.figures.metrics import named
from projections.past.between import Difference
from projections.past.changes import RowChange
from projections.past.words import Of, Said, Words, spelt_out
from projections.sheets.sheet import Amount, Cell, Column, Reader, Sheet, moment, plain
from projections.sql.rows import Row

CHANGES: Final[Pairs] = {"added": ("新增", "added"), "gone": ("不再有", "gone"), "changed": ("改变", "changed")}
"""What became of a row."""
_EVENT: Final = ("事件", "event")
_BLANK: Final[Row] = dict.fromkeys(("version", "column", "before", "after", "event", "id", "who", "at", "of"))


class Printed:
    """The differences of a table as they are printed for a reader."""

    def __init__(self, of: Of, words: Words, reader: Reader) -> None:
        self._of: Of = of
        self._words, self._reader = words, reader
        self._language: Language = "zh" if reader.chinese else "en"

    @property
    def sheet(self) -> Sheet:
        """Its title and columns; of metrics also what each event is of: a ticket, a complaint, a month's sales."""
        heading, of = ("指标", (plain("of", "编号", 16),)) if self._of == "metrics" else ("工单号", ())
        return Sheet(
            "差异",
            (
                plain("number", heading, 16),
                plain("version", "步骤", 8),
                plain("change", "变化", 10),
                plain("column", "栏目", 20),
                plain("before", "之前", 30),
                plain("after", "之后", 30),
                plain("event", "事件", 20),
                plain("id", "事件编号", 38),
                Column("责任人", lambda row, reader: reader.person(None, row["who"]), 16),
                moment("at", "发生时间"),
                *of,
            ),
        )

    def lines(self, found: Iterable[Difference]) -> Iterator[Row]:
        """Of each ticket or metric the columns, then the events; of a step its event stands beside the columns."""
        for each in found:
            number = self._title(each.number) if self._of == "metrics" else each.number
            beside = {event.envelope.version: event for event in each.events} if self._of == "progress" else {}
            told = {row.key[1] for row in each.rows if len(row.key) > 1}
            for row in each.rows:
                yield from (_BLANK | {"number": number} | line for line in self._of_row(row, beside))
            for event in each.events:
                if event.envelope.version not in told or not beside:
                    change = _EVENT[0 if self._reader.chinese else 1]
                    yield _BLANK | {"number": number, "change": change} | self._event(event)

    def _of_row(self, row: RowChange, beside: dict[int, Recorded]) -> Iterator[Row]:
        version = row.key[1] if len(row.key) > 1 else None
        event = beside.get(version) if version is not None else None
        named: Row = {"version": version, "change": self._reader.word(CHANGES, row.change)}
        named |= self._event(event) if event else {}
        cells = (Said(cell.column, cell.before, cell.after) for cell in row.cells)
        for cell in spelt_out(self._of, cells, chinese=self._reader.chinese):
            column = self._words.column(f"{self._of}.{cell.column}", self._language)
            before, after = (self._value(cell, said) for said in (cell.before, cell.after))
            yield named | {"column": column, "before": before, "after": after}

    def _event(self, event: Recorded) -> Row:
        envelope = event.envelope
        named = self._words.event(envelope.type, self._language)
        of = envelope.aggregate.partition("-")[2]
        return {"event": named, "id": envelope.id, "who": envelope.actor.id, "at": envelope.occurred, "of": of}

    def _value(self, cell: Said, said: Any) -> Cell:
        match said:
            case None:
                return None
            case datetime():
                return self._reader.moment(said)
            case float() | Decimal():
                return Amount(Decimal(str(said)))
            case int() if not isinstance(said, bool):
                return said
            case str() if cell.worded:
                return said
            case _:
                return self._words.value(f"{self._of}.{cell.column}", said, self._language)

    def _title(self, metric: str) -> str:
        return named(metric).title[0 if self._reader.chinese else 1]
