"""Which matters there are: of a kind, in a status, of a ticket or customer, of whom one may see."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from domain.matters.incidents.state import Incident
from domain.matters.kinds import MATTERS as KINDS
from projections.matters.folding import MATTERS, state
from projections.sql.columns import never_stored
from projections.sql.paging import Order, Page
from projections.sql.rows import Row

SORTS: Final = ("updated", "opened", "due", "matter")


@dataclass(frozen=True)
class MatterFilter:
    """Rows of one kind. ``owned_by`` and ``asked``: only those of these people, or that these departments were asked.

    ``open_only``: only those that have not ended.
    """

    kind: str
    statuses: Collection[str] = ()
    ticket: str | None = None
    customer: str | None = None
    responsible: str | None = None
    open_only: bool = False
    owned_by: Collection[str] | None = None
    asked: Collection[str] = ()

    def applied(self, query: Select[Any]) -> Select[Any]:
        return query.where(*self._conditions())

    def _conditions(self) -> list[ColumnElement[bool]]:
        columns = MATTERS.c
        wanted = [columns.kind == self.kind]
        if self.statuses:
            wanted.append(columns.status.in_(list(self.statuses)))
        for name in ("ticket", "customer", "responsible"):
            if (value := getattr(self, name)) is not None:
                wanted.append(columns[name] == value)
        if self.open_only:
            wanted.append(~columns.ended)
        if self.owned_by is not None:
            wanted.append(or_(*self._theirs(self.owned_by)))
        return wanted

    def _theirs(self, people: Collection[str]) -> list[ColumnElement[bool]]:
        columns = MATTERS.c
        owned = [columns.owners.contains(f":{who}:", autoescape=True) for who in sorted(people)]
        return owned + [columns.departments.contains(f":{name}:", autoescape=True) for name in sorted(self.asked)]


def page(connection: Connection, only: MatterFilter, *, sort: str, after: str | None, limit: int) -> Page:
    """At most ``limit`` rows after a page's cursor. Raises BadQuery."""
    if _impossible(only):
        return Page([], None)
    return Order.parse(MATTERS, sort, SORTS).page(connection, only.applied(select(MATTERS)), after, limit)


def count(connection: Connection, only: MatterFilter) -> int:
    """How many there are."""
    if _impossible(only):
        return 0
    return connection.execute(only.applied(select(func.count()).select_from(MATTERS))).scalar_one()


def find(connection: Connection, number: str) -> Row | None:
    """The row of a number."""
    if never_stored(number):
        return None
    row = connection.execute(select(MATTERS).where(MATTERS.c.matter == number)).mappings().first()
    return dict(row) if row is not None else None


def open_incidents(connection: Connection) -> list[tuple[str, datetime, Incident]]:
    """Alarms and emergencies that are not over, by number, with when they were raised, the oldest first."""
    query = select(MATTERS).where(MATTERS.c.kind == "incident", ~MATTERS.c.ended).order_by(MATTERS.c.matter)
    rows = [dict(row) for row in connection.execute(query).mappings()]
    return [(row["matter"], row["opened"], cast("Incident", state(KINDS["incident"], row["held"]))) for row in rows]


def opened_by(connection: Connection, commands: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Kind and number of the matters that these commands opened, by command."""
    asked = select(MATTERS.c.command, MATTERS.c.kind, MATTERS.c.matter).where(MATTERS.c.command.in_(commands))
    return {row.command: (row.kind, row.matter) for row in connection.execute(asked)}


def _impossible(only: MatterFilter) -> bool:
    return never_stored(only.ticket, only.customer, only.responsible)
