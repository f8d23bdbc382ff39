"""Pages by key: the next page starts after the last row seen, however the table grows meanwhile."""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, or_

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
        """At most ``limit`` rows after the cursor."""
        columns = (self.by, *self.key)
        if after is not None:
            query = query.where(self._beyond(self._decoded(after)))
        rows = [dict(row) for row in connection.execute(self._ordered(query).limit(limit + 1)).mappings()]
        more = len(rows) > limit
        rows = rows[:limit]
        last = [rows[-1][column.key or ""] for column in columns] if more and rows else None
        return Page(rows, self._encoded(last) if last else None)

    def _ordered(self, query: Select[Any]) -> Select[Any]:
        keys = (column.desc() if self.descending else column.asc() for column in (self.by, *self.key))
        return query.order_by(self.by.is_(None), *keys)

    def _beyond(self, last: list[Any]) -> ColumnElement[bool]:
        value, key = last[0], list(zip(self.key, last[1:], strict=True))
        if value is None:
            return and_(self.by.is_(None), self._after_key(key))
        ahead = self.by < value if self.descending else self.by > value
        return or_(ahead, and_(self.by == value, self._after_key(key)), self.by.is_(None))

    def _after_key(self, key: list[tuple[ColumnElement[Any], Any]]) -> ColumnElement[bool]:
        (column, value), rest = key[0], key[1:]
        ahead = column < value if self.descending else column > value
        return or_(ahead, and_(column == value, self._after_key(rest))) if rest else ahead

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
