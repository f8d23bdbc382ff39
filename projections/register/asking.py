"""What is asked of the register: pages, filtered and sorted, with names and words as they are shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, false, func, or_, select

from projections.lookups.packs import words_named
from projections.lookups.people import People
from projections.register.tables import PACKS, PEOPLE, REGISTER, SORTS
from projections.sql.columns import never_stored
from projections.sql.paging import Order, Page
from projections.sql.rows import Row


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """Which rows: any of the given values; ``text`` is looked for in number, summary and customer name."""

    status: Sequence[str] = ()
    severity: Sequence[str] = ()
    engineer: Sequence[str] = ()
    text: str | None = None
    kind: Sequence[str] = ()

    def applied(self, query: Select[Any]) -> Select[Any]:
        columns = REGISTER.c
        if never_stored(*self.status, *self.severity, *self.engineer, *self.kind, self.text):
            return query.where(false())
        for column, values in (
            (columns.status, self.status),
            (columns.severity, self.severity),
            (columns.engineer, self.engineer),
            (columns.kind, self.kind),
        ):
            if values:
                query = query.where(column.in_(values))
        if self.text:
            places = (columns.number, columns.summary, columns.customer_name)
            query = query.where(or_(*(place.icontains(self.text, autoescape=True) for place in places)))
        return query


def page(
    connection: Connection,
    only: RegisterFilter = RegisterFilter(),
    *,
    sort: str = "-reported",
    after: str | None = None,
    limit: int = 50,
) -> Page:
    """A page of rows. Raises BadQuery for an unknown sort column (SORTS) or a broken cursor."""
    found = Order.parse(REGISTER, sort, SORTS).page(connection, only.applied(select(REGISTER)), after, limit)
    return replace(found, rows=_spelt_out(connection, found.rows))


def count(connection: Connection, only: RegisterFilter = RegisterFilter()) -> int:
    """How many rows the filter leaves."""
    return connection.execute(only.applied(select(func.count()).select_from(REGISTER))).scalar_one()


def opened_by(connection: Connection, command: str) -> str | None:
    """The number of the ticket that a command opened, however long ago."""
    return connection.execute(select(REGISTER.c.number).where(REGISTER.c.command == command)).scalar()


def find(connection: Connection, number: str) -> Row | None:
    """One ticket's row."""
    if never_stored(number):
        return None
    row = connection.execute(select(REGISTER).where(REGISTER.c.number == number)).mappings().first()
    return _spelt_out(connection, [dict(row)])[0] if row is not None else None


def _spelt_out(connection: Connection, rows: list[Row]) -> list[Row]:
    """With the words of each ticket's pack and the shown name of who received it, by the mask of either sheet."""
    words = words_named(connection, PACKS, (row["policy"] for row in rows))
    people = People.named(connection, PEOPLE, (row["receiver"] for row in rows))
    for row in rows:
        pack, at = words[row["policy"]], row["reported"]
        code = row["severity"]
        row["severity_zh"], row["severity_en"] = pack.severities.get(code, (code, code))
        row["receiver_name"] = people.shown(row["receiver"], at, pack.masks.work_orders.receiver)
        row["fault_receiver_name"] = people.shown(row["receiver"], at, pack.masks.faults.receiver)
        del row["sources"]
    return rows
