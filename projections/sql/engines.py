"""Opens the database of the read models, SQLite or PostgreSQL, so that transactions mean the same on both."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import StaticPool

from projections.errors import StoreAway, StoreRefused

_KINDS: Final = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
"""What a database URL may begin with, and the driver it means."""

_CONNECTION: Final = {
    "client_encoding": "utf8",
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""A server whose machine is gone is noticed in half a minute, not in hours (in seconds, the last in milliseconds)."""

_CACHE: Final = 65_536
"""KiB of a scratch database that stay in memory."""
_HELD: Final = 8_192
"""KiB of a file that a connection holds: a look at a million tickets reads 2 to 4 MiB, much of it again and again."""
_TRIES, _PAUSE = 100, 0.05
_ABANDONED: Final = "300s"
"""After so long PostgreSQL ends a transaction whose client was lost, and others can write."""

_WRITERS: Final = 0x676F6E6764616E
"""Key of the lock that lets one transaction write at a time; spells "gongdan"."""

_LETTING_GO: Final = ("SELECT pg_switch_wal()", "CHECKPOINT", "SELECT pg_switch_wal()", "CHECKPOINT")
"""PostgreSQL's log of former rows; takes the rights of ``pg_checkpoint`` and on ``pg_switch_wal``."""

_WITHIN: Final = "2s"
"""So long a swap of tables waits for readers to finish; those who come meanwhile wait behind it."""


def open_engine(where: Path | str | URL) -> Engine:
    """A path means SQLite there (made if need be, readable by its owner only). Raises StoreRefused."""
    url = URL.create("sqlite", database=str(where)) if isinstance(where, Path) else _understood(where)
    if url.get_backend_name() == "postgresql":
        return _postgresql(create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args=_CONNECTION))
    if url.database and url.database != ":memory:":
        os.close(os.open(url.database, os.O_CREAT | os.O_RDWR, 0o600))
    # the connection that was used last has the most of the file in its cache
    return _sqlite(create_engine(url, pool_use_lifo=True, hide_parameters=True))


def in_memory() -> Engine:
    """SQLite that nobody else sees; for one thread at a time."""
    shared = {"check_same_thread": False}
    return _sqlite(create_engine("sqlite://", poolclass=StaticPool, connect_args=shared, hide_parameters=True))


def scratch() -> Engine:
    """As in memory, but SQLite keeps no more than its cache there, the rest in a file that it unlinks at once."""

    def connect() -> Any:
        return sqlite3.connect("", uri=True, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=StaticPool, hide_parameters=True)
    return _sqlite(engine, cache=_CACHE)


@contextmanager
def attached(scratch: Engine, other: Engine, name: str) -> Iterator[bool]:
    """While it lasts, a scratch database reads the tables of a file as a schema of that name.

    They are as they were when its transaction began. False where the other is no file of SQLite's.
    """
    path = other.url.database if other.dialect.name == "sqlite" else None
    if not path or path == ":memory:":
        yield False
        return
    connection: Any = scratch.raw_connection().driver_connection
    connection.execute(f"ATTACH ? AS {name}", (f"file:{quote(str(Path(path).resolve()))}?mode=ro",))
    try:
        yield True
    finally:
        connection.execute(f"DETACH {name}")


def scrub(engine: Engine) -> bool:
    """What :meth:`projections.store.ReadStore.scrub` promises; on a connection of its own, outside any transaction.

    Raises StoreAway while somebody reads what SQLite's journal holds.
    """
    borrowed = engine.raw_connection()
    connection: Any = borrowed.driver_connection
    borrowed.detach()
    try:
        if engine.dialect.name == "sqlite":
            connection.execute("VACUUM")
            if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise StoreAway
            return True
        return _scrub_postgresql(connection)
    finally:
        connection.close()


def _scrub_postgresql(connection: Any) -> bool:
    connection.autocommit = True
    connection.execute("VACUUM FULL")
    try:
        for statement in _LETTING_GO:
            connection.execute(statement)
    except connection.ProgrammingError:  # not ours to ask for
        return False
    return True


def require_utf8(connection: Connection) -> None:
    """Raises StoreRefused where PostgreSQL keeps texts in an encoding that lacks characters."""
    if connection.dialect.name != "postgresql":
        return
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise StoreRefused("database-encoding", where=place(connection.engine.url), encoding=encoding)


def refused(error: DBAPIError, url: URL) -> StoreRefused:
    """What PostgreSQL said, which never holds the password."""
    lines = str(error.orig).strip().splitlines() or [type(error).__name__]
    said = next((line for line in lines if "failed: " in line), lines[0]).rpartition("failed: ")[2]
    return StoreRefused("database-unusable", where=place(url), why=said.removeprefix("FATAL:").strip())


def place(url: URL) -> str:
    """Which database, without who signs in and how."""
    return f"{url.host or url.query.get('host', 'localhost')}:{url.port or 5432}/{url.database or ''}"


def alone(connection: Connection) -> None:
    """Wait until nobody reads, briefly, before tables change their names: SQLite's readers keep what they saw.

    On PostgreSQL a reader that began before would find the new table empty. Raises OperationalError: tried in vain.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_WITHIN}'")
        connection.exec_driver_sql("LOCK TABLE positions IN ACCESS EXCLUSIVE MODE")


def _understood(where: str | URL) -> URL:
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        raise StoreRefused("database-url") from None
    if url.drivername not in (*_KINDS, *_KINDS.values()):
        raise StoreRefused("database-kind", kind=url.drivername)
    if "@" in (url.host or ""):  # of a password that holds an @: what follows it must not be shown
        raise StoreRefused("database-url")
    return url.set(drivername=_KINDS.get(url.drivername, url.drivername))


def _postgresql(engine: Engine) -> Engine:
    """One writer at a time, as on SQLite; readers see one moment, and the tables' names stand still for them."""

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _: object) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.execute("SET TIME ZONE 'UTC'")
        connection.execute(f"SET idle_in_transaction_session_timeout = '{_ABANDONED}'")
        connection.commit()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
        else:
            connection.exec_driver_sql(
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; LOCK TABLE positions IN ACCESS SHARE MODE"
            )

    return engine


def _write_ahead(connection: Any) -> None:
    """SQLite does not wait where several turn a new database to its write-ahead log at once: tried again here."""
    for _ in range(_TRIES):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(_PAUSE)
        else:
            return
    connection.execute("PRAGMA journal_mode=WAL")


def _sqlite(engine: Engine, cache: int = _HELD) -> Engine:
    """Crash-safe and quick: rows are rebuilt from the log if a power cut takes the last of them (docs: RELIABILITY)."""

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _: object) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.isolation_level = None  # sqlite3 would begin late and leave DDL outside: we say BEGIN ourselves
        connection.execute("PRAGMA busy_timeout=10000")
        _write_ahead(connection)
        for pragma in ("synchronous=NORMAL", "secure_delete=ON", f"cache_size=-{cache}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
