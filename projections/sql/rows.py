"""The rows that one batch of events touches: read once, changed in memory, written in one statement a table."""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects import postgresql, sqlite

Row = dict[str, Any]
Key = tuple[Any, ...]

_PREFETCHED: Final = 500
"""Keys a SELECT: well under SQLite's limit of 999 variables in older builds."""


class Rows:
    """A unit of work on a projection's tables; ``physical`` says where a table stands if not under its own name.

    What an event changed counts only once ``keep`` is called; ``discard`` forgets it, so that an event that fails
    half-way leaves nothing behind.
    """

    def __init__(
        self, connection: Connection, tickets: Collection[str] = (), physical: Mapping[Table, Table] | None = None
    ) -> None:
        self._connection = connection
        self._tickets = list(tickets)
        self._physical = physical or {}
        self._known: dict[Table, dict[Key, Row | None]] = {}
        self._changed: dict[Table, dict[Key, Row]] = {}
        self._staged: dict[tuple[Table, Key], Row] = {}

    def get(self, table: Table, *key: Any) -> Row | None:
        """A copy of the row with this primary key, as changed by the events so far; None where there is none."""
        row = self._staged.get((table, key)) or self._read(table, key)
        return dict(row) if row is not None else None

    def put(self, table: Table, row: Row) -> None:
        """Insert the row, or replace the one with its primary key; every column must be given."""
        self._staged[table, tuple(row[name] for name in key_names(table))] = row

    def keep(self) -> None:
        """The event is done: its changes count."""
        for (table, key), row in self._staged.items():
            self._known.setdefault(table, {})[key] = row
            self._changed.setdefault(table, {})[key] = row
        self._staged.clear()

    def discard(self) -> None:
        """The event failed: its changes never were."""
        self._staged.clear()

    def flush(self) -> None:
        """Write what was kept."""
        for table, rows in self._changed.items():
            self._connection.execute(upsert(self._at(table), self._connection.dialect.name), list(rows.values()))
        self._changed.clear()

    def _at(self, table: Table) -> Table:
        return self._physical.get(table, table)

    def _read(self, table: Table, key: Key) -> Row | None:
        known = self._known.get(table)
        if known is None:
            known = self._known[table] = self._prefetch(table)
        if key not in known:
            known[key] = self._select(table, key)
        return known[key]

    def _prefetch(self, table: Table) -> dict[Key, Row | None]:
        """The rows of the batch's tickets in few statements, where the table holds one row a ticket."""
        if key_names(table) != ("number",):
            return {}
        found: dict[Key, Row | None] = {(number,): None for number in self._tickets}
        for start in range(0, len(self._tickets), _PREFETCHED):
            wanted = self._at(table).c.number.in_(self._tickets[start : start + _PREFETCHED])
            for row in self._connection.execute(select(self._at(table)).where(wanted)).mappings():
                found[row["number"],] = dict(row)
        return found

    def _select(self, table: Table, key: Key) -> Row | None:
        stored = self._at(table)
        matches = (column == value for column, value in zip(stored.primary_key, key, strict=True))
        row = self._connection.execute(select(stored).where(*matches)).mappings().first()
        return dict(row) if row is not None else None


@cache
def key_names(table: Table) -> tuple[str, ...]:
    """The columns of its primary key."""
    return tuple(column.name for column in table.primary_key)


def upsert(table: Table, dialect: str) -> Any:
    """INSERT that replaces the row with the same primary key, in the words of either database."""
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    keys = key_names(table)
    others = {column.name: insert.excluded[column.name] for column in table.columns if column.name not in keys}
    if not others:
        return insert.on_conflict_do_nothing(index_elements=keys)
    return insert.on_conflict_do_update(index_elements=keys, set_=others)
