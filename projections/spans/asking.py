"""Which histories a moment cuts in two, which lie before it whole, and which changed between two moments."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, false, func, not_, or_, select

from projections.spans.tables import LENGTH, MOMENTS, PIECES, SPANS

_ASKED: Final = 500
"""Histories a SELECT."""
_SPAN: Final = SPANS.c
_MOMENT: Final = MOMENTS.c


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


@dataclass(frozen=True, slots=True)
class Span:
    """A history, and the positions of its first and last event."""

    number: str
    history: str
    began: int
    ended: int


Spans = dict[str, Span]
"""By number."""


def cut_by(connection: Connection, bound: Bound) -> Spans:
    """Histories that are to be told anew: those that it cuts, with the ticket and complaints of each."""
    cut = bound.unfinished if bound.upto is not None else or_(bound.unfinished, _SPAN.in_order.is_(False))
    tickets = connection.execute(select(func.coalesce(_SPAN.ticket, _SPAN.history)).where(bound.begun, cut)).scalars()
    return with_kin(connection, bound, tickets)


def with_kin(connection: Connection, bound: Bound, tickets: Iterable[str]) -> Spans:
    """These tickets and their complaints, as far as they had begun then."""
    found: Spans = {}
    for some in _in_parts(sorted({*tickets})):
        kin = or_(_SPAN.history.in_(some), _SPAN.ticket.in_(some))
        query = select(_SPAN.number, _SPAN.history, _SPAN.began, _SPAN.ended).where(kin, bound.begun)
        found |= {row.number: Span(*row) for row in connection.execute(query)}
    return found


def changed_between(
    connection: Connection,
    earlier: Bound,
    later: Bound,
    among: Select[tuple[str]] | None,
    after: str | None,
    limit: int,
) -> list[Span]:
    """Tickets by number of which something happened, or became known, from the one moment to the other."""
    query = _changed(select(_SPAN.number, _SPAN.history, _SPAN.began, _SPAN.ended), earlier, later, among)
    if after is not None:
        query = query.where(_SPAN.number > after)
    return [Span(*row) for row in connection.execute(query.order_by(_SPAN.number).limit(limit))]


def count_between(connection: Connection, earlier: Bound, later: Bound, among: Select[tuple[str]] | None) -> int:
    """How many they are."""
    return connection.execute(_changed(select(func.count()).select_from(SPANS), earlier, later, among)).scalar_one()


def only(number: str, among: Select[tuple[str]] | None) -> Select[tuple[str]]:
    """The one number, where it is among those that are seen."""
    one = select(_SPAN.number).where(_SPAN.number == number)
    return one if among is None else one.where(_SPAN.number.in_(among))


def piece_after(connection: Connection, at: datetime) -> int | None:
    """The first position of the piece of the log in which something was first recorded later; None where nothing."""
    piece = connection.execute(select(func.min(PIECES.c.piece)).where(PIECES.c.recorded > at)).scalar()
    return None if piece is None else max(1, piece * LENGTH)


_OF_TICKETS: Final = "ticket-"
"""How their histories are called: a complaint of no ticket is none."""


def _changed(query: Any, earlier: Bound, later: Bound, among: Select[tuple[str]] | None) -> Select[Any]:
    """Of tickets that go on across both moments, each event is looked at; all others began or ended in between."""
    if earlier.upto is not None and earlier.upto == later.upto:
        return query.where(false())
    across = exists().where(_MOMENT.number == _SPAN.number, _after(earlier), not_(_after(later)))
    happened = or_(not_(earlier.begun), not_(later.unfinished), across)
    found = query.where(
        earlier.unfinished, later.begun, _SPAN.history.startswith(_OF_TICKETS, autoescape=True), happened
    )
    return found if among is None else found.where(_SPAN.number.in_(among))


def _after(bound: Bound) -> ColumnElement[bool]:
    """Events that don't belong to the moment."""
    return _MOMENT.occurred > bound.at if bound.upto is None else _MOMENT.position > bound.upto


def _in_parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), _ASKED):
        yield values[start : start + _ASKED]
