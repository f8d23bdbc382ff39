"""The rows that one batch of events touches: read once, changed in memory, written in one statement a table."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table

from projections.sql.blinding import blinded
from projections.sql.forms import Form, Key, Row, form_of, key_names, key_of, keys_by, upsert
from projections.sql.local import policy_of, zone_of
from projections.sql.members import Members
from projections.sql.sums import Amounts, Sums

__all__ = ["Key", "Row", "Rows", "key_names", "upsert"]


@dataclass(slots=True)
class _Touched:
    """A table's rows as the events so far left them, and those to be written; ``ahead``: the batch's are read."""

    key_of: Callable[[Row], Key]
    known: dict[Key, Row | None] = field(default_factory=dict[Key, Row | None])
    changed: dict[Key, Row] = field(default_factory=dict[Key, Row])
    ahead: bool = False
    by: dict[str, dict[Any, dict[Key, None]]] = field(default_factory=dict[str, dict[Any, dict[Key, None]]])
    """Keys of known rows by what stands in a column, or stood there before, once anybody asked by that column.

    Else each question would be put to every row of the batch.
    """

    def learn(self, key: Key, row: Row | None) -> None:
        if row is not None and self.by:
            for name, keys in self.by.items():
                keys.setdefault(row[name], {})[key] = None
        self.known[key] = row

    def read(self, rows: Mapping[Key, Row | None]) -> None:
        """Rows as they are stored: those known already may have changed since."""
        self.known = {**rows, **self.known}
        self.by.clear()

    def among(self, name: str, value: Any) -> Iterable[tuple[Key, Row]]:
        """Known rows with this value in a column."""
        keys = self.by.get(name)
        if keys is None:
            keys = self.by[name] = {}
            for key, row in self.known.items():
                if row is not None:
                    keys.setdefault(row[name], {})[key] = None
        for key in keys.get(value, ()):
            row = self.known.get(key)
            if row is not None and row[name] == value:
                yield key, row


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
        self._sums, self._members, self._added = Sums(), Members(), False
        self._undo: list[tuple[_Touched, Key, Row | None, Row | None]] = []

    def get(self, table: Table, *key: Any) -> Row | None:
        """A copy of the row with this primary key, as changed by the events so far; None where there is none."""
        touched = self._tables.get(table) or self._touched(table)
        if key not in touched.known:
            ahead = key[0] in self._read_ahead(table, touched)
            if key not in touched.known:
                touched.learn(key, None if ahead else self._select(table, key))
        row = touched.known[key]
        return None if row is None else row.copy()

    def those(self, table: Table, **values: Any) -> list[Row]:
        """Copies of all rows with these values, one at least, by key, as changed by the events so far."""
        touched, start = self._touched(table), key_names(table)[0]
        first = values.get(start)
        stored: Iterable[Row] = ()
        if first is None or first not in self._read_ahead(table, touched):
            stored = self._form(table).find(self._connection, values)
        right = {key: row for row in stored if (key := key_of(table, row)) not in touched.known}
        by = next(iter(values)) if first is None else start
        right |= touched.among(by, values[by])
        for name, value in values.items():
            right = {key: row for key, row in right.items() if row[name] == value}
        return [{**right[key]} for key in sorted(right)]

    def put(self, table: Table, row: Row) -> None:
        """Insert the row, or replace the one with its primary key; every column must be given."""
        touched = self._tables.get(table) or self._touched(table)
        key = touched.key_of(row)
        self._undo.append((touched, key, touched.known.get(key), touched.changed.get(key)))
        touched.learn(key, row)
        touched.changed[key] = row

    def add(self, table: Table, key: Key, amounts: Amounts) -> None:
        """Add to numbers of the row with this primary key, which nobody need read; of a table that is only added to."""
        self._added = True
        self._sums.add(table, key, amounts)

    def put_in(self, table: Table, keys: Iterable[Key], member: str) -> None:
        """Put a short text into the sets with these primary keys (:mod:`projections.sql.members`)."""
        self._added = True
        self._members.put(table, keys, member, into=True)

    def take_out(self, table: Table, keys: Iterable[Key], member: str) -> None:
        """The contrary of :meth:`put_in`."""
        self._added = True
        self._members.put(table, keys, member, into=False)

    @property
    def zone(self) -> ZoneInfo:
        """The desk's."""
        return zone_of(self._connection)

    @property
    def policy(self) -> str:
        """The name of the deployment's default pack."""
        return policy_of(self._connection)

    def blind(self, kind: str, value: str) -> str | None:
        """The keyed hash that stands for a value; None where the store was opened without its key."""
        return blinded(self._connection, kind, value)

    def changed(self, table: Table) -> list[Row]:
        """Copies of the rows that are to be written, as the events so far left them."""
        return [{**row} for row in self._touched(table).changed.values()]

    def keep(self) -> None:
        """The event is done: its changes count."""
        if self._undo:
            self._undo.clear()
        if self._added:
            self._sums.keep()
            self._members.keep()
            self._added = False

    def discard(self) -> None:
        """The event failed: its changes never were."""
        for touched, key, known, changed in reversed(self._undo):
            touched.ahead = touched.ahead and known is not None
            touched.by.clear()
            _restore(touched.known, key, known)
            _restore(touched.changed, key, changed)
        self._undo.clear()
        self._sums.discard()
        self._members.discard()

    def flush(self, connection: Connection | None = None) -> None:
        """Write what was kept: here, or in another transaction, before which nobody else wrote these tables."""
        writing = connection or self._connection
        for table, touched in self._tables.items():
            if touched.changed:
                self._form(table).write(writing, touched.changed.values())
                touched.changed.clear()
        self._sums.flush(writing, self._physical)
        self._members.flush(writing, self._physical)

    def _form(self, table: Table) -> Form:
        return form_of(self._physical.get(table, table), self._connection.dialect)

    def _touched(self, table: Table) -> _Touched:
        found = self._tables.get(table)
        if found is None:
            found = self._tables[table] = _Touched(keys_by(table))
        return found

    def _read_ahead(self, table: Table, touched: _Touched) -> frozenset[str]:
        """The values of the first key column whose rows are all known: those of the batch are read in few statements.

        Only where that is worth it: one row each, or the few rows of a ticket.
        """
        first, *others = key_names(table)
        batch = self._batch.get(first, frozenset()) if not others or first == "number" else frozenset[str]()
        if batch and not touched.ahead:
            touched.ahead = True
            stored = self._form(table).among(self._connection, first, batch)
            touched.read(_by_key(table, stored))
        return batch

    def _select(self, table: Table, key: Key) -> Row | None:
        found = self._form(table).find(self._connection, dict(zip(key_names(table), key, strict=True)))
        return found[0] if found else None


def _by_key(table: Table, found: Iterable[Row]) -> dict[Key, Row | None]:
    return {key_of(table, row): row for row in found}


def _restore(rows: dict[Key, Any], key: Key, row: Row | None) -> None:
    if row is None:
        rows.pop(key, None)  # it is read again when it is asked for
    else:
        rows[key] = row
