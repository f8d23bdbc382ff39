"""Which rows of the register are wanted: by what they are, when, and what stands in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, false, select, true

from projections.clocks.tables import CLOCKS
from projections.register.searching.hashes import numbers_named
from projections.register.searching.looking import Sought, sought
from projections.register.tables import REGISTER
from projections.sql.columns import never_stored


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """Which rows: any of the given values of each column, and all of the rest.

    ``text``: all its words stand in number, customer, summary, fault, product, model, serial number or cause, as they
    are shown; ``named``: or it is the full name or serial number said at the opening, for who may look people up.
    ``serial`` is a full one. A time that rows are wanted ``from`` counts, one that they are wanted ``to`` does not.
    ``overdue_at``: a clock of theirs runs then that was to be met before.
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
            late = select(CLOCKS.c.number).where(CLOCKS.c.open == 1, CLOCKS.c.due < self.overdue_at)
            yield columns.number.in_(late)


def narrowed(connection: Connection, only: RegisterFilter) -> Sought:
    """What ``text`` and ``serial`` leave."""
    found = sought(connection, only.text, names=only.named) if only.text else Sought(true(), None)
    if only.serial is None:
        return found
    numbers = numbers_named(connection, "serial", only.serial)
    return replace(found, holds=and_(found.holds, REGISTER.c.number.in_(numbers) if numbers is not None else false()))


SEVERAL: Final = (
    *("status", "severity", "engineer", "kind", "channel", "product", "model"),
    *("fault_type", "closed_as", "region", "team", "customer"),
)
"""The columns of which any of some values is wanted."""
