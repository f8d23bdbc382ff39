"""Pages by key: the next page starts after the last row seen, however the table grows meanwhile."""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, CursorResult, Select, Table, bindparam, literal, tuple_

from projections.errors import BadQuery
from projections.sql.rows import Row

_LARGEST: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in order, and the cursor of the next page; None on the last."""

    rows: list[Row]
    next: str | None


@dataclass(frozen=True, slots=True)
class Order:
    """Sorted by one column (empty ones last), then by the table's key; unique, so that pages never overlap."""

    by: ColumnElement[Any]
    key: tuple[ColumnElement[Any], ...]
    descending: bool = False

    @classmethod
    def parse(cls, table: Table, sort: str, allowed: tuple[str, ...]) -> "Order":
        """``reported`` ascending, ``-reported`` descending."""
        name = sort.removeprefix("-")
        if name not in allowed:
            raise BadQuery("unknown-sort", sort=sort, allowed=", ".join(allowed))
        return cls(table.c[name], tuple(table.primary_key), sort.startswith("-"))

    def page(self, connection: Connection, query: Select[Any], after: str | None, limit: int) -> Page:
        """At most ``limit`` rows after the cursor.

        Rows with a value and those without are asked for apart, so that an index of the columns is enough for either.
        """
        start, wanted = self._decoded(after) if after is not None else None, limit + 1
        rows: list[Row] = []
        if start is None or start[0] is not None:
            rows += self._read(connection, self._valued(query, start).limit(wanted))
        if self._may_be_empty and len(rows) < wanted:
            rows += self._read(connection, self._empty(query, start).limit(wanted - len(rows)))
        return self.cut(rows, limit)

    def cut(self, rows: list[Row], limit: int) -> Page:
        """Of rows in order, one more than the limit where there are so many, a page and the way to the next."""
        more, rows = len(rows) > limit, rows[:limit]
        last = [rows[-1][column.key or ""] for column in (self.by, *self.key)] if more and rows else None
        return Page(rows, self._encoded(last) if last else None)

    def first(self, query: Select[Any]) -> Select[Any]:
        """The first ``wanted`` rows of a query, of those with a value in the sorted column: the others come after."""
        return self._valued(query, None).limit(bindparam("wanted"))

    @property
    def _may_be_empty(self) -> bool:
        return bool(getattr(self.by, "nullable", True))

    def _valued(self, query: Select[Any], start: list[Any] | None) -> Select[Any]:
        """The rows that have a value in the sorted column, after the last one seen."""
        if self._may_be_empty:
            query = query.where(self.by.is_not(None))
        if self.by in {*self.key}:
            return self._ordered(query, self.key, start and start[1:])
        return self._ordered(query, (self.by, *self.key), start)

    def _empty(self, query: Select[Any], start: list[Any] | None) -> Select[Any]:
        """The rows that have none, after the last one seen if that had none either."""
        last = start[1:] if start is not None and start[0] is None else None
        return self._ordered(query.where(self.by.is_(None)), self.key, last)

    def _ordered(
        self, query: Select[Any], columns: tuple[ColumnElement[Any], ...], last: list[Any] | None
    ) -> Select[Any]:
        if last is not None:
            seen = tuple_(*(literal(value, column.type) for column, value in zip(columns, last, strict=True)))
            query = query.where(tuple_(*columns) < seen if self.descending else tuple_(*columns) > seen)
        return query.order_by(*(column.desc() if self.descending else column.asc() for column in columns))

    def _read(self, connection: Connection, query: Select[Any]) -> list[Row]:
        return rows_of(connection.execute(query))

    def _encoded(self, values: list[Any]) -> str:
        shown = [value.isoformat() if isinstance(value, datetime) else value for value in (self._name, *values)]
        return base64.urlsafe_b64encode(json.dumps(shown, ensure_ascii=False).encode()).decode().rstrip("=")

    def _decoded(self, cursor: str) -> list[Any]:
        """The last row's values; raises BadQuery for what no page of this order gave."""
        try:
            name, *values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
            if name != self._name:
                raise ValueError(name)
            columns = (self.by, *self.key)
            return [_typed(column, value) for column, value in zip(columns, values, strict=True)]
        except (ValueError, TypeError, OverflowError, RecursionError) as error:
            raise BadQuery("bad-cursor") from error

    @property
    def _name(self) -> str:
        return f"{'-' if self.descending else ''}{self.by.key}"


def rows_of(found: CursorResult[Any]) -> list[Row]:
    """What was found, by the names of its columns: several times as quickly as one mapping after the other."""
    names = [*found.keys()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _typed(column: ColumnElement[Any], value: Any) -> Any:
    """The value as its column holds it; only the sorted column may be empty."""
    kind = column.type.python_type
    if not _storable(value):
        raise ValueError(kind)
    if value is not None and kind is datetime:
        return datetime.fromisoformat(value).astimezone(UTC)
    if not isinstance(value, kind) and (value is not None or getattr(column, "primary_key", False)):
        raise TypeError(kind)
    return value


def _storable(value: Any) -> bool:
    """Whether every database could hold it: no other could have come from one."""
    match value:
        case bool():
            return False
        case int():
            return abs(value) <= _LARGEST
        case str():
            return "\0" not in value.encode().decode()
        case _:
            return True
