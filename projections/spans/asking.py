"""Which histories a moment cuts in two, which lie before it whole, and which changed between two moments."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, or_, select

from projections.spans.tables import LENGTH, PIECES, SPANS
from projections.sql.rows import Row

_ASKED: Final = 500
"""Histories a SELECT."""
_SPAN: Final = SPANS.c


@dataclass(frozen=True, slots=True)
class Bound:
    """A moment as it was, or, where ``upto`` says up to which position the log was known then, as it was known."""

    at: datetime
    upto: int | None = None

    @property
    def before(self) -> ColumnElement[bool]:
        """Spans of which all lies before it, in the order in which it is told."""
        if self.upto is not None:
            return _SPAN.ended <= self.upto
        return and_(_SPAN.last <= self.at, _SPAN.in_order.is_(True))

    @property
    def begun(self) -> ColumnElement[bool]:
        """Spans of which something lies before it."""
        return _SPAN.first <= self.at if self.upto is None else _SPAN.began <= self.upto

    @property
    def unfinished(self) -> ColumnElement[bool]:
        """Spans of which something lies after it."""
        return _SPAN.last > self.at if self.upto is None else _SPAN.ended > self.upto


def cut_by(connection: Connection, bound: Bound) -> dict[str, str]:
    """Histories by number that are to be told anew: those that it cuts, with the ticket and complaints of each."""
    cut = bound.unfinished if bound.upto is not None else or_(bound.unfinished, _SPAN.in_order.is_(False))
    found = [*connection.execute(select(_SPAN.number, _SPAN.history, _SPAN.ticket).where(bound.begun, cut))]
    histories = {row.number: row.history for row in found}
    return histories | with_kin(connection, bound, (row.ticket or row.history for row in found))


def with_kin(connection: Connection, bound: Bound, tickets: Iterable[str]) -> dict[str, str]:
    """These tickets and their complaints, as far as they had begun then."""
    found: dict[str, str] = {}
    for some in _in_parts(sorted({*tickets})):
        kin = or_(_SPAN.history.in_(some), _SPAN.ticket.in_(some))
        found |= {row.number: row.history for row in connection.execute(_named(kin, bound.begun))}
    return found


def changed_between(
    connection: Connection,
    earlier: Bound,
    later: Bound,
    among: Select[tuple[str]] | None,
    after: str | None,
    limit: int,
) -> list[Row]:
    """Tickets by number of which something happened, or became known, from the one moment to the other."""
    query = _changed(select(SPANS), earlier, later, among).order_by(_SPAN.number).limit(limit)
    if after is not None:
        query = query.where(_SPAN.number > after)
    return [dict(row) for row in connection.execute(query).mappings()]


def count_between(connection: Connection, earlier: Bound, later: Bound, among: Select[tuple[str]] | None) -> int:
    """How many they are."""
    return connection.execute(_changed(select(func.count()).select_from(SPANS), earlier, later, among)).scalar_one()


def piece_after(connection: Connection, at: datetime) -> int | None:
    """The first position of the piece of the log in which something was first recorded later; None where nothing."""
    piece = connection.execute(select(func.min(PIECES.c.piece)).where(PIECES.c.recorded > at)).scalar()
    return None if piece is None else max(1, piece * LENGTH)


def _changed(query: Select[Any], earlier: Bound, later: Bound, among: Select[tuple[str]] | None) -> Select[Any]:
    if earlier.upto is not None and earlier.upto == later.upto:
        return query.where(false())
    found = query.where(earlier.unfinished, later.begun, _SPAN.ticket.is_(None))
    return found if among is None else found.where(_SPAN.number.in_(among))


def _named(*conditions: ColumnElement[bool]) -> Any:
    return select(_SPAN.number, _SPAN.history).where(*conditions)


def _in_parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), _ASKED):
        yield values[start : start + _ASKED]
