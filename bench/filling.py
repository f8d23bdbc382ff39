"""Puts made-up rows straight into the tables of read models, as quickly as either database takes them."""

import gc
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import psycopg
from sqlalchemy import Connection, Table

from projections.sql.forms import form_of
from projections.sql.rows import Row

_BATCH: Final = 5_000


def putting(connection: Connection) -> Callable[[Table, Iterable[Row]], None]:
    copies = connection.dialect.name == "postgresql"
    return lambda table, rows: (_copied if copies else _inserted)(connection, table, rows)


def tidied(where: Path | str) -> None:
    """What was filled in is no longer being written to the disk while it is looked at, nor its leavings collected.

    PostgreSQL does the rest by itself within minutes: without it, each entry of an index is looked up in its table too.
    """
    gc.collect()
    if isinstance(where, Path):
        with closing(sqlite3.connect(where)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with psycopg.connect(where, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")


def _inserted(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    form, waiting = form_of(table, connection.dialect), list[Row]()
    for row in rows:
        waiting.append(row)
        if len(waiting) == _BATCH:
            form.write(connection, waiting)
            waiting.clear()
    form.write(connection, waiting)


def _copied(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    names = [column.name for column in table.columns]
    driver: Any = connection.connection.driver_connection
    columns = ", ".join(f'"{name}"' for name in names)
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([row[name] for name in names])
