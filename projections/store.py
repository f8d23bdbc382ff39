"""Where read models are kept: one SQL database, each model's rows beside the position they were read up to."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from projections.errors import StoreDamaged
from projections.running.bookkeeping import BOOKS, POSITIONS, Position


class ReadStore:
    """A database of read models, SQLite or PostgreSQL by its URL; usable from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        with self.write() as connection:
            BOOKS.create_all(connection)

    @classmethod
    def open(cls, where: Path | str | URL) -> "ReadStore":
        """A path means SQLite there (made if need be, readable by its owner only); a text is a database URL.

        Raises StoreDamaged, SQLAlchemyError.
        """
        url = URL.create("sqlite", database=str(where)) if isinstance(where, Path) else make_url(where)
        if url.get_backend_name() != "sqlite":
            return cls(create_engine(url, pool_pre_ping=True, hide_parameters=True))
        if url.database and url.database != ":memory:":
            os.close(os.open(url.database, os.O_CREAT | os.O_RDWR, 0o600))
        return cls(_sqlite(create_engine(url, hide_parameters=True)))

    @classmethod
    def in_memory(cls) -> "ReadStore":
        """A store that nobody else sees and that is gone when closed; for one thread at a time."""
        shared = {"check_same_thread": False}
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args=shared, hide_parameters=True)
        return cls(_sqlite(engine))

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of all read models. Raises StoreDamaged."""
        with _damage_told(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all of it or nothing. Raises StoreDamaged."""
        with (
            _damage_told(),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    def verify(self) -> None:
        """Look at every page of a SQLite file (about a second a gigabyte). Raises StoreDamaged."""
        if self._engine.dialect.name != "sqlite":
            return
        with self.read() as connection:
            if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
                raise StoreDamaged

    def positions(self) -> dict[str, Position]:
        """Up to where each read model was read."""
        with self.read() as connection:
            return {row.projection: Position(*row) for row in connection.execute(select(POSITIONS))}

    def dump(self, table: Table) -> list[dict[str, Any]]:
        """Every row of a table by key: for comparing one build with another."""
        with self.read() as connection:
            return [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]

    def close(self) -> None:
        """Return every connection."""
        self._engine.dispose()


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        if is_damage(error):
            raise StoreDamaged from error
        raise


def is_damage(error: DatabaseError) -> bool:
    """Whether SQLite says that the file itself is broken."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _sqlite(engine: Engine) -> Engine:
    """Crash-safe and quick: rows are rebuilt from the log if a power cut takes the last of them (docs: RELIABILITY)."""

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _: object) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.isolation_level = None  # sqlite3 would begin late and leave DDL outside: we say BEGIN ourselves
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
