"""A table in the driver's own terms: SQLAlchemy's care for each value costs more than folding an event does."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from operator import itemgetter
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import Column, Connection, Dialect, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from projections.sql.columns import Moment

Row = dict[str, Any]
Key = tuple[Any, ...]
Converted = Callable[[Any], Any]

_ASKED: Final = 500
"""Keys a SELECT: well under SQLite's limit of 999 variables in older builds."""


@dataclass(frozen=True, slots=True)
class Form:
    """``upsert`` takes rows as ``given`` makes them of ours; rows that ``select`` finds become ours by ``taken``.

    What a row holds beside its columns stays with it while a batch is folded, and is not written.
    """

    names: tuple[str, ...]
    select: str
    upsert: str
    positions: tuple[str, ...]
    given: tuple[tuple[str, Converted], ...]
    taken: tuple[tuple[str, Converted], ...]
    quoted: Mapping[str, str]
    mark: str

    def find(self, connection: Connection, values: Row) -> list[Row]:
        """All rows with these values; None is where there is none."""
        given = dict(self.given)
        known = {name: value for name, value in values.items() if value is not None}
        unknown = [f"{self.quoted[name]} IS NULL" for name in values if name not in known]
        wanted = " AND ".join([*(f"{self.quoted[name]} = {self.mark}" for name in known), *unknown])
        said = tuple(given[name](value) if name in given else value for name, value in known.items())
        return self._found(connection, f"{self.select} WHERE {wanted}", said)

    def among(self, connection: Connection, name: str, values: Collection[str]) -> Iterable[Row]:
        """All rows whose column has one of these texts."""
        wanted = sorted(values)
        for start in range(0, len(wanted), _ASKED):
            some = wanted[start : start + _ASKED]
            marks = ",".join([self.mark] * len(some))
            yield from self._found(connection, f"{self.select} WHERE {self.quoted[name]} IN ({marks})", tuple(some))

    def write(self, connection: Connection, rows: Iterable[Row]) -> None:
        """Insert each, or replace the one with its primary key; every column must be there."""
        said = [*self._said(rows)]
        if said:
            connection.exec_driver_sql(self.upsert, said)

    def _said(self, rows: Iterable[Row]) -> Iterable[Any]:
        names = self.positions or self.names
        in_order, places = itemgetter(*names), [(names.index(name), given) for name, given in self.given]
        for row in rows:
            said = [*in_order(row)] if len(names) > 1 else [in_order(row)]
            for place, given in places:
                if said[place] is not None:
                    said[place] = given(said[place])
            yield tuple(said) if self.positions else dict(zip(names, said, strict=True))

    def _found(self, connection: Connection, statement: str, said: tuple[Any, ...]) -> list[Row]:
        names, taken = self.names, self.taken
        rows: list[Row] = []
        for found in connection.exec_driver_sql(statement, said):
            row = dict(zip(names, found, strict=True))
            for name, converted in taken:
                if row[name] is not None:
                    row[name] = converted(row[name])
            rows.append(row)
        return rows


_FORMS: Final[WeakKeyDictionary[Table, dict[str, Form]]] = WeakKeyDictionary()
"""By table, as long as it is used (each rebuild has tables of its own), and database."""


def form_of(table: Table, dialect: Dialect) -> Form:
    known = _FORMS.setdefault(table, {})
    found = known.get(dialect.name)
    if found is None:
        found = known[dialect.name] = _form(table, dialect)
    return found


def _form(table: Table, dialect: Dialect) -> Form:
    written, preparer = upsert(table, dialect.name).compile(dialect=dialect), dialect.identifier_preparer
    quoted = {column.name: preparer.quote(column.name) for column in table.columns}
    return Form(
        names=tuple(quoted),
        select=str(select(table).compile(dialect=dialect)),
        upsert=str(written),
        positions=tuple(written.positiontup or ()),
        given=tuple(_converting(table, lambda column: _given(column, dialect))),
        taken=tuple(_converting(table, lambda column: _taken(column, dialect))),
        quoted=quoted,
        mark="?" if dialect.name == "sqlite" else "%s",
    )


def _converting(table: Table, how: Callable[[Column[Any]], Converted | None]) -> Iterable[tuple[str, Converted]]:
    """The columns whose values are not passed on as they are."""
    return ((column.name, converted) for column in table.columns if (converted := how(column)) is not None)


def _given(column: Column[Any], dialect: Dialect) -> Converted | None:
    if isinstance(column.type, Moment):
        return _as_text if dialect.name == "sqlite" else _aware
    return column.type.dialect_impl(dialect).bind_processor(dialect)


def _taken(column: Column[Any], dialect: Dialect) -> Converted | None:
    if isinstance(column.type, Moment):
        return _of_text if dialect.name == "sqlite" else _in_utc
    return column.type.dialect_impl(dialect).result_processor(dialect, None)


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return at


def _in_utc(at: datetime) -> datetime:
    return at if at.tzinfo is UTC else _aware(at).astimezone(UTC)


def _as_text(at: datetime) -> str:
    """As SQLAlchemy keeps it in SQLite: ``2024-05-01 01:30:00.000000``."""
    return _in_utc(at).isoformat(" ", "microseconds")[:26]


def _of_text(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def key_of(table: Table, row: Row) -> Key:
    """The row's primary key."""
    return keys_by(table)(row)


@cache
def keys_by(table: Table) -> Callable[[Row], Key]:
    """What tells the primary key of a row."""
    names = key_names(table)
    several, only = itemgetter(*names), names[0]
    return several if len(names) > 1 else lambda said: (said[only],)


@cache
def key_names(table: Table) -> tuple[str, ...]:
    """The columns of its primary key."""
    return tuple(column.name for column in table.primary_key)


def upsert(table: Table, dialect: str) -> Any:
    """INSERT that replaces the row with the same primary key, in the words of either database."""
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    keys = [column.name for column in table.primary_key]
    others = {column.name: insert.excluded[column.name] for column in table.columns if column.name not in keys}
    if not others:
        return insert.on_conflict_do_nothing(index_elements=keys)
    return insert.on_conflict_do_update(index_elements=keys, set_=others)
