"""Numbers that a batch of events adds to: written as what is to be added, so that no row need be read first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.dialects import postgresql, sqlite

Key = tuple[Any, ...]
Amounts = Mapping[str, int]
Row = dict[str, Any]


@dataclass(slots=True)
class Sums:
    """By table and primary key: what the events so far add to each number, and what the last of them added."""

    _by_table: dict[Table, dict[Key, Row]] = field(default_factory=dict[Table, dict[Key, Row]])
    _undo: list[tuple[dict[Key, Row], Key, Amounts, bool]] = field(
        default_factory=list[tuple[dict[Key, Row], Key, Amounts, bool]]
    )

    def add(self, table: Table, key: Key, amounts: Amounts) -> None:
        rows = self._by_table.get(table)
        if rows is None:
            rows = self._by_table[table] = {}
        row = rows.get(key)
        self._undo.append((rows, key, amounts, row is None))
        if row is None:
            row = rows[key] = {**dict(zip(_keys(table), key, strict=True)), **_nought(table)}
        for name, amount in amounts.items():
            row[name] += amount

    def keep(self) -> None:
        self._undo.clear()

    def discard(self) -> None:
        """What was added since the last ``keep`` never was; a row that only it touched is not written."""
        for rows, key, amounts, new in reversed(self._undo):
            if new:
                del rows[key]
                continue
            for name, amount in amounts.items():
                rows[key][name] -= amount
        self._undo.clear()

    def flush(self, connection: Connection, physical: Mapping[Table, Table]) -> None:
        """Write what was kept; a row that is not there yet begins at nought."""
        for table, rows in self._by_table.items():
            if rows:
                statement, names = _adding(physical.get(table, table), connection.dialect)
                said: Any = [*map(itemgetter(*names), rows.values())] if names else [*rows.values()]
                connection.exec_driver_sql(statement, said)
                rows.clear()


@cache
def _keys(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.primary_key)


@cache
def _nought(table: Table) -> Amounts:
    """The columns that are added to."""
    return {column.name: 0 for column in table.columns if not column.primary_key}


_ADDING: Final[WeakKeyDictionary[Table, dict[str, tuple[str, Sequence[str]]]]] = WeakKeyDictionary()
"""By table, as long as it is used (each rebuild has tables of its own), and database."""


def _adding(table: Table, dialect: Dialect) -> tuple[str, Sequence[str]]:
    known = _ADDING.setdefault(table, {})
    found = known.get(dialect.name)
    if found is None:
        found = known[dialect.name] = _composed(table, dialect)
    return found


def _composed(table: Table, dialect: Dialect) -> tuple[str, Sequence[str]]:
    """INSERT that adds to the row with the same primary key, in the words of either database; names in their order.

    As text for the driver: texts and whole numbers need none of SQLAlchemy's care, which is 13 µs a row.
    """
    insert = postgresql.insert(table) if dialect.name == "postgresql" else sqlite.insert(table)
    more = {name: table.c[name] + insert.excluded[name] for name in _nought(table)}
    compiled = insert.on_conflict_do_update(index_elements=_keys(table), set_=more).compile(dialect=dialect)
    return str(compiled), compiled.positiontup or ()
