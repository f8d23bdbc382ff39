"""Sets of short texts that a batch of events puts into or takes out of: read and written once a batch, a row each set.

A table of such sets has its members in the column ``members``, each of as many signs, in order, without anything
between them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, Dialect, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite

from projections.sql.forms import Key, form_of, key_names

MEMBERS: Final = "members"
WIDTH: Final = 3
"""Signs of a member; a shorter one is filled up with spaces before it."""
_ASKED: Final = 500
"""Keys a SELECT."""


def apart(members: str) -> list[str]:
    """The members of a set, as they are stored."""
    return [*map("".join, zip(*[iter(members)] * WIDTH, strict=True))]


Changes = dict[str, bool]
"""Members that are in from now on (True), or no more."""


@dataclass(slots=True)
class Members:
    """By table and primary key: which members the events so far put in (True) or took out, and what was so before."""

    _by_table: dict[Table, dict[Key, Changes]] = field(default_factory=dict[Table, dict[Key, Changes]])
    _undo: list[tuple[Changes, str, bool | None]] = field(default_factory=list[tuple[Changes, str, bool | None]])

    def put(self, table: Table, keys: Iterable[Key], member: str, *, into: bool) -> None:
        """Put a member into each of these sets, or take it out."""
        sets = self._by_table.get(table)
        if sets is None:
            sets = self._by_table[table] = {}
        for key in keys:
            changes = sets.get(key)
            if changes is None:
                changes = sets[key] = {}
            self._undo.append((changes, member, changes.get(member)))
            changes[member] = into

    def keep(self) -> None:
        self._undo.clear()

    def discard(self) -> None:
        """What was put or taken since the last ``keep`` never was."""
        for changes, member, before in reversed(self._undo):
            if before is None:
                del changes[member]
            else:
                changes[member] = before
        self._undo.clear()

    def flush(self, connection: Connection, physical: Mapping[Table, Table]) -> None:
        """Write what was kept."""
        for table, sets in self._by_table.items():
            changed = {key: changes for key, changes in sets.items() if changes}
            if changed:
                at = physical.get(table, table)
                known = _known(connection, at, changed)
                rows = [(*key, _after(known.get(key, ""), changes)) for key, changes in changed.items()]
                _write(connection, at, rows)
            sets.clear()


def _after(before: str, changes: Mapping[str, bool]) -> str:
    if all(changes.values()) and min(changes) > before[-WIDTH:]:  # as new numbers mostly are
        return before + "".join(sorted(changes))
    found = {*apart(before)}
    for member, into in changes.items():
        (found.add if into else found.discard)(member)
    return "".join(sorted(found))


def _known(connection: Connection, table: Table, keys: Iterable[Key]) -> dict[Key, str]:
    """The members of those of the sets that are stored."""
    form, (first, *others) = form_of(table, connection.dialect), key_names(table)
    found: dict[Key, str] = {}
    for rest, some in _pieces(keys):
        wanted = [f"{form.quoted[first]} IN ({','.join([form.mark] * len(some))})"]
        wanted += [f"{form.quoted[name]} = {form.mark}" for name in others]
        rows = connection.exec_driver_sql(f"{form.select} WHERE {' AND '.join(wanted)}", (*some, *rest))
        found.update((tuple(key), members) for *key, members in rows)
    return found


def _pieces(keys: Iterable[Key]) -> Iterator[tuple[Key, list[Any]]]:
    """The first part of keys that have all other parts in common, so many at a time."""
    rest = itemgetter(slice(1, None))
    for others, group in groupby(sorted(keys, key=rest), rest):
        first = [key[0] for key in group]
        for start in range(0, len(first), _ASKED):
            yield others, first[start : start + _ASKED]


def _write(connection: Connection, table: Table, rows: Sequence[tuple[str, ...]]) -> None:
    """As text for the driver, whose parameters have names or places."""
    statement, names, placed = _replacing(table, connection.dialect)
    said: Any = rows if placed else [dict(zip(names, row, strict=True)) for row in rows]
    connection.exec_driver_sql(statement, said)


@cache
def _replacing(table: Table, dialect: Dialect) -> tuple[str, Sequence[str], bool]:
    """INSERT that replaces the set with the same primary key; the columns in the order of its parameters."""
    insert = postgresql.insert(table) if dialect.name == "postgresql" else sqlite.insert(table)
    names = [*key_names(table), MEMBERS]
    said = insert.values({name: bindparam(name) for name in names}).on_conflict_do_update(
        index_elements=key_names(table), set_={MEMBERS: insert.excluded[MEMBERS]}
    )
    compiled = said.compile(dialect=dialect)
    return str(compiled), compiled.positiontup or names, compiled.positiontup is not None
