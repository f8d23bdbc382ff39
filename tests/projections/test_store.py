"""The store keeps its promises on either database, and SQLite's file is safe on disk."""

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, select
from sqlalchemy.exc import StatementError

from projections.errors import BadQuery, StoreAway
from projections.registry import PROJECTIONS, named
from projections.running import bookkeeping
from projections.running.bookkeeping import POSITIONS
from projections.running.build import Build
from projections.store import ReadStore


def test_sqlite_writes_ahead_and_overwrites_what_is_deleted(sqlite_store: ReadStore):
    with sqlite_store.read() as connection:
        pragmas = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
        assert pragmas == ["wal", 1]
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 10_000


def test_only_the_owner_may_read_the_file(sqlite_store: ReadStore, tmp_path: Path):
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("read.db*")}
    assert modes == {0o600}


def test_a_path_and_its_url_are_the_same_store(sqlite_store: ReadStore, tmp_path: Path):
    with sqlite_store.write() as connection:
        bookkeeping.begin(connection, "register", 1, "e1", datetime(2024, 5, 1, tzinfo=UTC))
    by_url = ReadStore.open(f"sqlite:///{tmp_path / 'read.db'}")
    assert by_url.positions() == sqlite_store.positions()
    assert by_url.positions()["register"].updated == datetime(2024, 5, 1, tzinfo=UTC)
    by_url.close()


def test_a_failed_transaction_leaves_nothing_not_even_a_table(store: ReadStore):
    build = Build.live(PROJECTIONS[0])

    def fail() -> None:
        with store.write() as connection:
            build.start(connection, "e1", datetime(2024, 5, 1, tzinfo=UTC))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert store.positions() == {}
    with store.read() as connection:
        assert not inspect(connection).has_table("register")


def test_nothing_is_left_in_the_file_of_a_row_that_was_replaced(sqlite_store: ReadStore, tmp_path: Path):
    for epoch in ("CANARY-4711", "other"):
        with sqlite_store.write() as connection:
            bookkeeping.begin(connection, "register", 1, epoch, datetime(2024, 5, 1, tzinfo=UTC))
    sqlite_store.close()
    assert b"CANARY-4711" not in (tmp_path / "read.db").read_bytes()
    assert not (tmp_path / "read.db-wal").exists()


def test_an_error_of_the_database_quotes_no_value(store: ReadStore):
    with pytest.raises(StatementError) as raised, store.write() as connection:
        connection.execute(select(POSITIONS).where(POSITIONS.c.updated == "13812345678"))
    assert "13812345678" not in str(raised.value)


def test_what_another_process_keeps_locked_is_away_and_not_broken(sqlite_store: ReadStore, tmp_path: Path):
    with sqlite_store.read() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=20")
    with closing(sqlite3.connect(tmp_path / "read.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreAway), sqlite_store.write():
            pass
        other.execute("ROLLBACK")
        with sqlite_store.write() as connection:
            bookkeeping.begin(connection, "register", 1, "e1", datetime(2024, 5, 1, tzinfo=UTC))
    assert "register" in sqlite_store.positions()


def test_readers_see_the_last_commit_while_somebody_writes(store: ReadStore, database: Path | str):
    with store.write() as connection:
        bookkeeping.begin(connection, "register", 1, "e1", datetime(2024, 5, 1, tzinfo=UTC))
        assert store.positions() == {}
        other = create_engine(_url(database))
        with other.connect() as alone:
            assert alone.exec_driver_sql("SELECT count(*) FROM positions").scalar() == 0
        other.dispose()
    assert list(store.positions()) == ["register"]


def test_a_read_model_is_found_by_name():
    assert named("register") is PROJECTIONS[0]
    with pytest.raises(BadQuery, match="possible: register, progress"):
        named("registers")
    with pytest.raises(BadQuery) as raised:
        named("registers")
    known = ", ".join(projection.name for projection in PROJECTIONS)
    assert raised.value.say("zh") == f"没有名为“registers”的视图；可用：{known}。"


def _url(database: Path | str) -> str:
    return f"sqlite:///{database}" if isinstance(database, Path) else database.replace("://", "+psycopg://")
