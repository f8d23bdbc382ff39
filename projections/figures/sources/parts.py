"""Spare parts received in a period: how many, and how long they took to come; of whatever tickets they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, String, cast, func, select

from projections.figures.asking import Look, Span
from projections.figures.metric import Counted, Material, Materials
from projections.figures.rows.tables import CASES, PARTS, RECEIVED
from projections.figures.sources import days
from projections.figures.sources.cohorts import READS
from projections.figures.sources.periods import added_up
from projections.figures.sources.spreads import numbers_of
from projections.figures.sources.tickets import column_of, in_a_group, of_group
from projections.sql.paging import Order

_ORDER: Final = Order(PARTS.c.number, (PARTS.c.number, PARTS.c.request))
_BESIDE: Final = PARTS.join(CASES, CASES.c.number == PARTS.c.number)
WAITED: Final = "waited"


@dataclass(frozen=True, slots=True)
class Received:
    """``cases`` are the parts, ``waited`` the sum of the milliseconds from each one's request to its receipt."""

    reads: tuple[str, ...] = READS
    days: tuple[str, ...] = (RECEIVED.moment,)

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        if look.only.is_all:
            return days.within(look, RECEIVED.moment, (WAITED,), spans, by)
        numbers = (func.count(), func.coalesce(func.sum(PARTS.c.waited), 0))
        found = _added(look, spans, by, numbers)
        return {(name, of): Material(cases, {WAITED: int(waited)}) for name, of, (cases, waited) in found if cases}

    def counted(self, look: Look, span: Span, by: str | None, of: str | None) -> Counted:
        (start, end), column = span.within(look.zone), PARTS.c.received
        query: Any = select(*PARTS.columns, CASES.c.facts).select_from(_BESIDE)
        query = query.where(column >= start, column < end, *_seen(look), *of_group(by, of))
        return Counted(query, _ORDER)


@dataclass(frozen=True, slots=True)
class Waits(Received):
    """The milliseconds of each, in order."""

    days: tuple[str, ...] = ()

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        joined = (func.aggregate_strings(cast(PARTS.c.waited, String), ","),)
        found = {(name, of): numbers_of(text) for name, of, (text,) in _added(look, spans, by, joined) if text}
        return {key: Material(len(values), values=values) for key, values in found.items()}


def _added(look: Look, spans: Sequence[Span], by: str | None, numbers: Sequence[ColumnElement[Any]]) -> Any:
    column = column_of(by)
    among: FromClause = PARTS if column is None and look.only.is_all else _BESIDE
    where = (*_seen(look), *in_a_group(column))
    return added_up(look, spans, PARTS.c.received, column, numbers, where, among)


def _seen(look: Look) -> tuple[ColumnElement[bool], ...]:
    return (PARTS.c.counts.is_(True), *look.only.conditions)
