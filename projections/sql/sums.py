"""Numbers that a batch of events adds to: written as what is to be added, so that no row need be read first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Key = tuple[Any, ...]
Amounts = Mapping[str, int]


@dataclass(slots=True)
class Sums:
    """By table and primary key: what the events so far add to each number, and what the last of them added."""

    _by_table: dict[Table, dict[Key, dict[str, int]]] = field(default_factory=dict[Table, dict[Key, dict[str, int]]])
    _undo: list[tuple[dict[Key, dict[str, int]], Key, Amounts, bool]] = field(
        default_factory=list[tuple[dict[Key, dict[str, int]], Key, Amounts, bool]]
    )

    def add(self, table: Table, key: Key, amounts: Amounts) -> None:
        rows = self._by_table.setdefault(table, {})
        row = rows.get(key)
        self._undo.append((rows, key, amounts, row is None))
        if row is None:
            row = rows[key] = dict.fromkeys(_numbers(table), 0)
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
                stored = physical.get(table, table)
                keys = [column.name for column in stored.primary_key]
                said = [{**dict(zip(keys, key, strict=True)), **amounts} for key, amounts in rows.items()]
                connection.execute(_adding(stored, keys, connection.dialect.name), said)
                rows.clear()


@cache
def _numbers(table: Table) -> tuple[str, ...]:
    """The columns that are added to."""
    return tuple(column.name for column in table.columns if not column.primary_key)


def _adding(table: Table, keys: Sequence[str], dialect: str) -> Any:
    """INSERT that adds to the row with the same primary key, in the words of either database."""
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    more = {name: table.c[name] + insert.excluded[name] for name in _numbers(table)}
    return insert.on_conflict_do_update(index_elements=keys, set_=more)
