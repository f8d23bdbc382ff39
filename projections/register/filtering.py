"""Which rows of the register are wanted: by what they are, when, and what stands in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnCollection, ColumnElement, Connection, Select, and_, false, or_, select, true

from domain.ticket.events import SurveyAnswered, TicketClosed, TicketResolved
from domain.ticket.vocabulary import ENDED, Stage
from projections.clocks.tables import CLOCKS
from projections.register.searching.hashes import numbers_named
from projections.register.searching.looking import Sought, sought
from projections.register.tables import REGISTER
from projections.sql.columns import never_stored
from projections.wording.words import STATUS

OPEN: Final = tuple(sorted({STATUS[stage] for stage in Stage if stage not in ENDED}))
"""The statuses of tickets that are still somebody's: what an index finds, as no stage is."""
_AFTERCARE: Final = tuple(each.stored_name for each in (TicketResolved, TicketClosed, SurveyAnswered))
"""What begins the clocks of surveys, follow-ups and call-backs."""
_THEIRS: Final = REGISTER.alias()


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """Which rows: any of the given values of each column, and all of the rest.

    ``text``: all its words stand in number, customer, summary, fault, product, model, serial number or cause, as they
    are shown; ``named``: or it is the full name or serial number said at the opening, for who may look people up.
    ``serial`` is a full one. A time that rows are wanted ``from`` counts, one that they are wanted ``to`` does not.
    ``overdue_at``: a clock of theirs runs then that was to be met before, and still matters (:func:`matters_still`).
    """

    status: Sequence[str] = ()
    severity: Sequence[str] = ()
    engineer: Sequence[str] = ()
    text: str | None = None
    kind: Sequence[str] = ()
    channel: Sequence[str] = ()
    product: Sequence[str] = ()
    model: Sequence[str] = ()
    fault_type: Sequence[str] = ()
    closed_as: Sequence[str] = ()
    region: Sequence[str] = ()
    team: Sequence[str] = ()
    customer: Sequence[str] = ()
    serial: str | None = None
    reported_from: datetime | None = None
    reported_to: datetime | None = None
    closed_from: datetime | None = None
    closed_to: datetime | None = None
    archived: bool | None = None
    overdue_at: datetime | None = None
    named: bool = False

    def applied(self, query: Select[Any]) -> Select[Any]:
        """The query without rows of other columns; ``text`` and ``serial`` are looked up apart (:func:`narrowed`)."""
        if never_stored(*(value for name in SEVERAL for value in getattr(self, name)), self.text, self.serial):
            return query.where(false())
        for name in SEVERAL:
            if values := getattr(self, name):
                query = query.where(REGISTER.c[name].in_(values))
        return query.where(*self._in_time())

    def _in_time(self) -> Iterator[ColumnElement[bool]]:
        columns = REGISTER.c
        for column, first, beyond in (
            (columns.reported, self.reported_from, self.reported_to),
            (columns.closed, self.closed_from, self.closed_to),
        ):
            if first is not None:
                yield column >= first
            if beyond is not None:
                yield column < beyond
        if self.archived is not None:
            yield columns.archived.is_not(None) if self.archived else columns.archived.is_(None)
        if self.overdue_at is not None:
            late = select(CLOCKS.c.number).join_from(CLOCKS, _THEIRS, _THEIRS.c.number == CLOCKS.c.number)
            wanted = (CLOCKS.c.open == 1, CLOCKS.c.due < self.overdue_at, matters_still(_THEIRS.c))
            yield columns.number.in_(late.where(*wanted))


def matters_still(ticket: ColumnCollection[str, Any]) -> ColumnElement[bool]:
    """Whether what a clock of a ticket waits for may still be done: of a closed one what follows a solution.

    A first answer that never came is missed for ever, but nobody can give it any more.
    """
    by = CLOCKS.c.started_by
    closed = and_(ticket.status == STATUS[Stage.CLOSED], by.in_(_AFTERCARE))
    archived = and_(ticket.status == STATUS[Stage.ARCHIVED], by == SurveyAnswered.stored_name)
    return or_(ticket.status.in_(OPEN), closed, archived)


def narrowed(connection: Connection, only: RegisterFilter) -> Sought:
    """What ``text`` and ``serial`` leave."""
    within = next((_those(only, name) for name in _BY_INDEX if getattr(only, name)), None)
    found = sought(connection, only.text, names=only.named, within=within) if only.text else Sought(true(), None)
    if only.serial is None:
        return found
    numbers = numbers_named(connection, "serial", only.serial)
    return replace(found, holds=and_(found.holds, REGISTER.c.number.in_(numbers) if numbers is not None else false()))


def _those(only: RegisterFilter, column: str) -> Select[tuple[str]]:
    """The tickets that the filter of one column leaves."""
    return select(REGISTER.c.number).where(REGISTER.c[column].in_(getattr(only, column)))


SEVERAL: Final = (
    *("status", "severity", "engineer", "kind", "channel", "product", "model"),
    *("fault_type", "closed_as", "region", "team", "customer"),
)
"""The columns of which any of some values is wanted."""
_BY_INDEX: Final = ("customer", "model", "product", "engineer", "team", "status", "region")
"""Of those, what an index finds (TOLD_APART); first what the fewest tickets have in common."""
