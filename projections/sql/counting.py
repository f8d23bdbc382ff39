"""How many rows there are, as far as that is known at once: nobody waits for the last of a million to be counted."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Select, case, func, select

MOST: Final = 10_000
"""Rows that are looked at."""


@dataclass(frozen=True, slots=True)
class Counted:
    """So many; ``more``: there are others that were not looked at."""

    rows: int
    more: bool = False


def counted(connection: Connection, query: Select[Any], most: int = MOST, *, every: bool = False) -> Counted:
    """The first rows of a query, of those whose only column, ``counts``, is true; ``every``: all are."""
    if every and query.whereclause is None:
        return _whole(connection, query, most)
    looked = query.limit(most + 1).subquery()
    if every:
        found = connection.execute(select(func.count()).select_from(looked)).scalar_one()
        return Counted(min(found, most), found > most)
    counts = func.coalesce(func.sum(case((looked.c.counts, 1), else_=0)), 0)
    total, rows = connection.execute(select(func.count(), counts).select_from(looked)).one()
    return Counted(min(rows, most), total > most)


def _whole(connection: Connection, query: Select[Any], most: int) -> Counted:
    """Of a table without a filter: SQLite passes over rows in a third of the time that it counts them in."""
    if connection.execute(query.limit(1).offset(most)).first() is not None:
        return Counted(most, more=True)
    return Counted(connection.execute(query.with_only_columns(func.count())).scalar_one())
