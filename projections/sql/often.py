"""Statements that every page asks: made and compiled once, and answered with little beside the database's own work."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, Connection, Dialect, Select, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from projections.sql.columns import never_stored
from projections.sql.rows import Row

_Said = str | int | Iterable[str] | None
_Tuple = tuple[Any, ...]


class Listed(ColumnElement[bool]):
    """Whether a text column is one of the texts that are said by a name, however many; ``none``: is none of them.

    SQL's ``IN`` is another statement for each number of texts. For :class:`Often`, which knows how they are said.
    """

    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], name: str, *, none: bool = False) -> None:
        self.column, self.said, self.none = column, bindparam(name), none


@compiles(Listed)
def _listed(element: Listed, compiler: SQLCompiler, **how: Any) -> str:
    column, said = compiler.process(element.column, **how), compiler.process(element.said, **how)
    if compiler.dialect.name == "postgresql":
        found = f"{column} = ANY (CAST({said} AS text[]))"
    else:
        found = f"{column} IN (SELECT value FROM json_each({said}))"  # noqa: S608 -- names of columns and parameters
    return f"(NOT {found})" if element.none else f"({found})"


class Often:
    """A SELECT that is asked time and again; what is found is as the types of its columns have it.

    ``Connection.execute`` finds out each time anew how a statement is said and its answer read, which for a few rows
    takes longer than the database does (docs/decisions/0030-statements-that-every-page-asks.md).
    """

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        self.statement: Final = statement
        self._ready = dict[str, _Ready]()

    def tuples(self, connection: Connection, **said: _Said) -> list[_Tuple]:
        """What was found; ``said`` are texts, whole numbers, and for :class:`Listed` several texts."""
        return self._of(connection).tuples(connection, said)

    def rows(self, connection: Connection, **said: _Said) -> list[Row]:
        """Likewise, by the names of the columns."""
        return self._of(connection).rows(connection, said)

    def _of(self, connection: Connection) -> "_Ready":
        dialect = connection.dialect
        if (ready := self._ready.get(dialect.name)) is None:
            ready = self._ready[dialect.name] = _Ready(self.statement, dialect)
        return ready


class _Ready:
    """As one kind of database is asked."""

    def __init__(self, statement: Select[*tuple[Any, ...]], dialect: Dialect) -> None:
        compiled = dialect.statement_compiler(dialect, statement)
        self._text, self._order = compiled.string, compiled.positiontup
        values = {name: compiled.binds[name] for name in compiled.params}
        self._asked = {name for name, value in values.items() if value.required}
        self._fixed = {name: _fixed(value, dialect) for name, value in values.items() if not value.required}
        self._lists = json.dumps if dialect.name == "sqlite" else list[str]
        self._names = [*statement.selected_columns.keys()]
        columns = enumerate(statement.selected_columns)
        readers = [(place, each.type.dialect_impl(dialect).result_processor(dialect, None)) for place, each in columns]
        self._readers = [(place, read) for place, read in readers if read is not None]

    def tuples(self, connection: Connection, said: Mapping[str, _Said]) -> list[_Tuple]:
        return [tuple(row) for row in self._found(connection, said)]

    def rows(self, connection: Connection, said: Mapping[str, _Said]) -> list[Row]:
        return [dict(zip(self._names, row, strict=True)) for row in self._found(connection, said)]

    def _found(self, connection: Connection, said: Mapping[str, _Said]) -> Sequence[Sequence[Any]]:
        """Raises TypeError for a name too many or too few, which would find nothing."""
        if said.keys() != self._asked:
            raise TypeError(f"said {sorted(said)}, asked {sorted(self._asked)}")
        bound = {**self._fixed, **{name: self._bound(each) for name, each in said.items()}}
        asked = bound if self._order is None else tuple([bound[name] for name in self._order])
        rows = connection.exec_driver_sql(self._text, asked).fetchall()
        return self._read(rows) if self._readers else rows

    def _bound(self, said: _Said) -> Any:
        if said is None or isinstance(said, str | int):
            return said
        return self._lists([each for each in said if not never_stored(each)])  # SQLite's JSON would end at U+0000

    def _read(self, rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
        read = [*map(list[Any], rows)]
        for place, value_of in self._readers:
            for row in read:
                row[place] = value_of(row[place])
        return read


def _fixed(value: BindParameter[Any], dialect: Dialect) -> Any:
    """What stands in the statement itself, as the driver takes it."""
    written = value.type.dialect_impl(dialect).bind_processor(dialect)
    return written(value.value) if written else value.value
