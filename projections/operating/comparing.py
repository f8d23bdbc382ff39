"""Compares a read model in use with a fresh fold of the log, row by row; says where they differ, never a value."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Table, and_, case, false, func, inspect, or_, select

from projections.running.build import Build
from projections.sql.forms import key_names

EXAMPLES: Final = 10


@dataclass(frozen=True, slots=True)
class Example:
    """A row that differs: its key, and the columns that do; none where it is missing ``in_use`` or in the fold."""

    key: tuple[str, ...]
    columns: tuple[str, ...]
    in_use: bool
    built: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """One table: how many rows it has, how many stand on one side only, and how many differ.

    ``columns`` names those that one side lacks; rows are not compared then.
    """

    table: str
    rows: int
    only_in_use: int = 0
    only_built: int = 0
    different: int = 0
    columns: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def equal(self) -> bool:
        return not (self.only_in_use or self.only_built or self.different or self.columns)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All tables of a read model, as of one position."""

    position: int
    tables: tuple[Compared, ...]

    @property
    def equal(self) -> bool:
        return all(table.equal for table in self.tables)


def compare(connection: Connection, build: Build, position: int, most: int = EXAMPLES) -> Comparison:
    """Both must stand at the position; ``most`` examples a table and kind."""
    pairs = build.physical.items()
    return Comparison(position, tuple(_compared(connection, table, built, most) for table, built in pairs))


def _compared(connection: Connection, used: Table, built: Table, most: int) -> Compared:
    looked = inspect(connection)
    there = {column["name"] for column in looked.get_columns(used.name)} if looked.has_table(used.name) else set[str]()
    rows = _count(connection, select(func.count()).select_from(built))
    if odd := there ^ {column.name for column in used.columns}:
        return Compared(used.name, rows, columns=tuple(sorted(odd)))
    return Compared(
        used.name,
        rows,
        only_in_use=_count(connection, _missing(used, built, func.count())),
        only_built=_count(connection, _missing(built, used, func.count())),
        different=_count(
            connection,
            select(func.count()).select_from(used.join(built, _same_key(used, built))).where(_differs(used, built)),
        ),
        examples=(
            *_lone(connection, used, built, most, in_use=True),
            *_lone(connection, built, used, most, in_use=False),
            *_unlike(connection, used, built, most),
        ),
    )


def _count(connection: Connection, query: Any) -> int:
    return connection.execute(query).scalar_one()


def _missing(here: Table, there: Table, *shown: Any) -> Any:
    """Of the rows that stand only here."""
    first = there.c[key_names(here)[0]]
    return select(*shown).select_from(here.outerjoin(there, _same_key(here, there))).where(first.is_(None))


def _lone(connection: Connection, here: Table, there: Table, most: int, *, in_use: bool) -> Iterator[Example]:
    keys = [here.c[name] for name in key_names(here)]
    for row in connection.execute(_missing(here, there, *keys).order_by(*keys).limit(most)):
        yield Example(tuple(str(value) for value in row), (), in_use, not in_use)


def _unlike(connection: Connection, used: Table, built: Table, most: int) -> Iterator[Example]:
    keys = [used.c[name] for name in key_names(used)]
    flags = {column.name: case((_distinct(used, built, column.name), 1), else_=0) for column in _others(used)}
    query = select(*keys, *flags.values()).select_from(used.join(built, _same_key(used, built)))
    for row in connection.execute(query.where(_differs(used, built)).order_by(*keys).limit(most)):
        columns = (name for name, differs in zip(flags, row[len(keys) :], strict=True) if differs)
        yield Example(tuple(str(value) for value in row[: len(keys)]), tuple(columns), True, True)


def _same_key(used: Table, built: Table) -> ColumnElement[bool]:
    return and_(*(used.c[name] == built.c[name] for name in key_names(used)))


def _differs(used: Table, built: Table) -> ColumnElement[bool]:
    return or_(false(), *(_distinct(used, built, column.name) for column in _others(used)))


def _distinct(used: Table, built: Table, name: str) -> ColumnElement[bool]:
    return used.c[name].is_distinct_from(built.c[name])


def _others(table: Table) -> list[Any]:
    return [column for column in table.columns if column.name not in key_names(table)]
