"""What is asked of the register: pages, filtered and sorted, with names and words as they are shown."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, cached_property
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select
from sqlalchemy.sql.elements import True_

from projections.lookups.packs import words_named
from projections.lookups.people import People
from projections.register.filtering import RegisterFilter, narrowed
from projections.register.searching.looking import FEW, Sought
from projections.register.tables import PACKS, PEOPLE, REGISTER, SORTS
from projections.sql.columns import never_stored
from projections.sql.counting import MOST, Counted, all_counted, counted
from projections.sql.often import Listed, Often
from projections.sql.paging import Order, Page
from projections.sql.rows import Row

ALL: Final = RegisterFilter()
_UNSHOWN: Final = ("sources", "searched", "told")
_SHOWN: Final = select(*(column for column in REGISTER.columns if column.name not in _UNSHOWN))

_IN_ORDER: Final = ("number", "reported")
"""By these an index has all rows in order; by others the keys are put in order first, and few rows are read whole."""
_ROWS: Final = select(REGISTER.c.number)
_NEEDED: Final = ("number", "policy", "reported", "severity", "receiver")
"""What a row is spelt out by."""

_OPENED: Final = select(REGISTER.c.command, REGISTER.c.number).where(
    REGISTER.c.command.in_(bindparam("said", expanding=True))
)


class Look:
    """One reader's pages of the rows that a filter leaves, and how many these are."""

    def __init__(self, only: RegisterFilter = ALL, fields: tuple[str, ...] = ()) -> None:
        """``fields`` are the columns that are wanted, of what stands in the table itself; all where none are named."""
        self._only, self._fields = only, fields
        self._found: tuple[Connection, Sought] | None = None
        self._shown: tuple[Connection, Counted] | None = None

    def page(
        self, connection: Connection, *, sort: str = "-reported", after: str | None = None, limit: int = 50
    ) -> Page:
        """A page of rows. Raises BadQuery for an unknown sort column (SORTS) or a broken cursor."""
        quick = after is None and sort.removeprefix("-") in _IN_ORDER and self._everything
        found = self._first(connection, sort, limit) if quick else None
        if found is None:
            found = self._page(connection, sort, after, limit)
        shown = Counted(len(found.rows), more=found.next is not None)
        self._shown = (connection, shown) if after is None else None
        return found

    def _page(self, connection: Connection, sort: str, after: str | None, limit: int) -> Page:
        order = _order(sort)
        query = self._sought(connection).narrow(self._only.applied(_keys(sort)), connection.dialect.name)
        found = order.page(connection, query, after, limit)
        return replace(found, rows=named(connection, [row["number"] for row in found.rows], self._fields))

    def _first(self, connection: Connection, sort: str, limit: int) -> Page | None:
        """What most look at: the first page of all rows, which are read as they are found.

        None where there are not so many with a value in the column: the others come last.
        """
        rows = _first(sort, self._fields).rows(connection, wanted=limit + 1)
        if len(rows) <= limit:
            return None
        found = _order(sort).cut(rows, limit)
        return replace(found, rows=_spelt_out(connection, found.rows))

    def count(self, connection: Connection, most: int | None = None) -> Counted:
        """How many rows there are, as far as a look at ``most`` tells, or at some thousands; all, if one page was all.

        Of words that stand in many rows it is told that there are more than a full first page shows, or how many of
        those looked at hold them.
        """
        found = self._sought(connection)
        if self._shown is not None and self._shown[0] is connection:
            shown = self._shown[1]
            if not shown.more or (most is None and self._only.text and found.among is None):
                return shown
        if self._everything:
            return all_counted(connection, REGISTER, most or MOST)
        query = self._only.applied(select(found.holds.label("counts")).select_from(REGISTER))
        if found.among is not None:
            return counted(connection, found.narrow(query, connection.dialect.name), most or MOST)
        every = isinstance(found.holds, True_)
        return counted(connection, query, most or (FEW if self._only.text else MOST), every=every)

    @cached_property
    def _everything(self) -> bool:
        """Whether no row is left out."""
        only = self._only
        return only.text is None and only.serial is None and only.applied(_ROWS).whereclause is None

    def _sought(self, connection: Connection) -> Sought:
        """Where the text can stand, looked up once for a page and its count."""
        if self._found is None or self._found[0] is not connection:
            self._found = connection, narrowed(connection, self._only)
        return self._found[1]


def page(
    connection: Connection,
    only: RegisterFilter = ALL,
    *,
    sort: str = "-reported",
    after: str | None = None,
    limit: int = 50,
) -> Page:
    """:meth:`Look.page` of a single look."""
    return Look(only).page(connection, sort=sort, after=after, limit=limit)


def count(connection: Connection, only: RegisterFilter = ALL) -> Counted:
    """:meth:`Look.count` of a single look."""
    return Look(only).count(connection)


def opened_by(connection: Connection, commands: Sequence[str]) -> dict[str, str]:
    """The numbers of the tickets that these commands opened, however long ago, by command."""
    return {row.command: row.number for row in connection.execute(_OPENED, {"said": [*commands]})}


def find(connection: Connection, number: str) -> Row | None:
    """One ticket's row."""
    if never_stored(number):
        return None
    row = connection.execute(_SHOWN.where(REGISTER.c.number == number)).mappings().first()
    return _spelt_out(connection, [dict(row)])[0] if row is not None else None


def named(connection: Connection, numbers: Sequence[str], fields: tuple[str, ...] = ()) -> list[Row]:
    """The rows of these tickets, in the order of the numbers; of the columns some ``fields``, or all."""
    whole = {row["number"]: row for row in _of_some(fields).rows(connection, numbers=numbers)}
    return _spelt_out(connection, [whole[each] for each in numbers if each in whole])


@cache
def _of_some(fields: tuple[str, ...]) -> Often:
    return Often(_showing(fields).where(Listed(REGISTER.c.number, "numbers")))


@cache
def _order(sort: str) -> Order:
    return Order.parse(REGISTER, sort, SORTS)


@cache
def _first(sort: str, fields: tuple[str, ...]) -> Often:
    order = _order(sort)
    return Often(order.first(_showing((*fields, order.by.key or "") if fields else ())))


def _showing(fields: tuple[str, ...]) -> Select[Any]:
    return select(*(REGISTER.c[name] for name in dict.fromkeys((*_NEEDED, *fields)))) if fields else _SHOWN


@cache
def _keys(sort: str) -> Select[Any]:
    """By which the rows of a page are found, before any is read whole."""
    columns: list[ColumnElement[Any]] = [REGISTER.c.number, _order(sort).by]
    return select(*columns)


def reported_between(connection: Connection, since: datetime, before: datetime) -> list[str]:
    """The numbers of all tickets that were reported then, in order."""
    number, reported = REGISTER.c.number, REGISTER.c.reported
    return [*connection.execute(select(number).where(reported >= since, reported < before).order_by(number)).scalars()]


def _spelt_out(connection: Connection, rows: list[Row]) -> list[Row]:
    """With the words of each ticket's pack and the shown name of who received it, by the mask of either sheet."""
    words = words_named(connection, PACKS, (row["policy"] for row in rows))
    people = People.named(connection, PEOPLE, (row["receiver"] for row in rows))
    for row in rows:
        pack, at = words[row["policy"]], row["reported"]
        code = row["severity"]
        row["severity_zh"], row["severity_en"] = pack.severities.get(code, (code, code))
        receiver, masks = people.at(row["receiver"], at), pack.masks
        row["receiver_name"] = receiver.shown(masks.work_orders.receiver) if receiver else None
        row["fault_receiver_name"] = receiver.shown(masks.faults.receiver) if receiver else None
    return rows
