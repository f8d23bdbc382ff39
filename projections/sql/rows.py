"""The rows that one batch of events touches: read once, changed in memory, written in one statement a table."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from projections.sql.blinding import blinded
from projections.sql.local import zone_of
from projections.sql.sums import Amounts, Sums

Row = dict[str, Any]
Key = tuple[Any, ...]

_PREFETCHED: Final = 500
"""Keys a SELECT: well under SQLite's limit of 999 variables in older builds."""


@dataclass(slots=True)
class _Touched:
    """A table's rows as the events so far left them, and those to be written; ``ahead``: the batch's are read."""

    known: dict[Key, Row | None] = field(default_factory=dict[Key, Row | None])
    changed: dict[Key, Row] = field(default_factory=dict[Key, Row])
    ahead: bool = False


class Rows:
    """A unit of work on a projection's tables; ``physical`` says where a table stands if not under its own name.

    What an event changed counts only once ``keep`` is called; ``discard`` undoes it, so that an event that fails
    half-way leaves nothing behind.
    """

    def __init__(
        self,
        connection: Connection,
        batch: Mapping[str, Collection[str]] | None = None,
        physical: Mapping[Table, Table] | None = None,
    ) -> None:
        """``batch``: the tickets' and matters' ``number`` and the ``customer`` of all events that are to come."""
        self._connection = connection
        self._batch = {name: frozenset(values) for name, values in (batch or {}).items()}
        self._physical = physical or {}
        self._tables: dict[Table, _Touched] = {}
        self._sums = Sums()
        self._undo: list[tuple[_Touched, Key, Row | None, Row | None]] = []

    def get(self, table: Table, *key: Any) -> Row | None:
        """A copy of the row with this primary key, as changed by the events so far; None where there is none."""
        touched = self._touched(table)
        if key not in touched.known:
            ahead = key[0] in self._read_ahead(table, touched)
            touched.known.setdefault(key, None if ahead else self._select(table, key))
        row = touched.known[key]
        return None if row is None else dict(row)

    def those(self, table: Table, **values: Any) -> list[Row]:
        """Copies of all rows with these values, by key, as changed by the events so far."""
        touched, found = self._touched(table), dict[Key, Row | None]()
        first = values.get(key_names(table)[0])
        if first is None or first not in self._read_ahead(table, touched):
            stored = self._at(table)
            query = select(stored).where(*(stored.c[name] == value for name, value in values.items()))
            found |= self._by_key(table, query)
        found |= touched.known
        rows = (found[key] for key in sorted(found))
        return [dict(row) for row in rows if row and all(row[name] == value for name, value in values.items())]

    def put(self, table: Table, row: Row) -> None:
        """Insert the row, or replace the one with its primary key; every column must be given."""
        touched, key = self._touched(table), tuple(row[name] for name in key_names(table))
        self._undo.append((touched, key, touched.known.get(key), touched.changed.get(key)))
        touched.known[key] = touched.changed[key] = row

    def add(self, table: Table, key: Key, amounts: Amounts) -> None:
        """Add to numbers of the row with this primary key, which nobody need read; of a table that is only added to."""
        self._sums.add(table, key, amounts)

    @property
    def zone(self) -> ZoneInfo:
        """The desk's."""
        return zone_of(self._connection)

    def blind(self, kind: str, value: str) -> str | None:
        """The keyed hash that stands for a value; None where the store was opened without its key."""
        return blinded(self._connection, kind, value)

    def keep(self) -> None:
        """The event is done: its changes count."""
        self._undo.clear()
        self._sums.keep()

    def discard(self) -> None:
        """The event failed: its changes never were."""
        for touched, key, known, changed in reversed(self._undo):
            touched.ahead = touched.ahead and known is not None
            _restore(touched.known, key, known)
            _restore(touched.changed, key, changed)
        self._undo.clear()
        self._sums.discard()

    def flush(self) -> None:
        """Write what was kept."""
        for table, touched in self._tables.items():
            if touched.changed:
                statement = upsert(self._at(table), self._connection.dialect.name)
                self._connection.execute(statement, list(touched.changed.values()))
                touched.changed.clear()
        self._sums.flush(self._connection, self._physical)

    def _at(self, table: Table) -> Table:
        return self._physical.get(table, table)

    def _touched(self, table: Table) -> _Touched:
        found = self._tables.get(table)
        if found is None:
            found = self._tables[table] = _Touched()
        return found

    def _read_ahead(self, table: Table, touched: _Touched) -> frozenset[str]:
        """The values of the first key column whose rows are all known: those of the batch are read in few statements.

        Only where that is worth it: one row each, or the few rows of a ticket.
        """
        first, *others = key_names(table)
        batch = self._batch.get(first, frozenset()) if not others or first == "number" else frozenset[str]()
        if batch and not touched.ahead:
            touched.ahead = True
            column, wanted = self._at(table).c[first], sorted(batch)
            for start in range(0, len(wanted), _PREFETCHED):
                some = select(self._at(table)).where(column.in_(wanted[start : start + _PREFETCHED]))
                touched.known = self._by_key(table, some) | touched.known
        return batch

    def _by_key(self, table: Table, query: Select[Any]) -> dict[Key, Row | None]:
        names = key_names(table)
        found = self._connection.execute(query).mappings()
        return {tuple(row[name] for name in names): dict(row) for row in found}

    def _select(self, table: Table, key: Key) -> Row | None:
        stored = self._at(table)
        matches = (column == value for column, value in zip(stored.primary_key, key, strict=True))
        row = self._connection.execute(select(stored).where(*matches)).mappings().first()
        return dict(row) if row is not None else None


def _restore(rows: dict[Key, Any], key: Key, row: Row | None) -> None:
    if row is None:
        rows.pop(key, None)  # it is read again when it is asked for
    else:
        rows[key] = row


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
