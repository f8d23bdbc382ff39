"""The store is safe on disk, and its statements are PostgreSQL's too."""

import sqlite3
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import StatementError
from sqlalchemy.schema import CreateTable

from projections.errors import BadQuery
from projections.projection import Projection
from projections.registry import PROJECTIONS, named
from projections.running import bookkeeping
from projections.running.bookkeeping import POSITIONS
from projections.running.build import Build
from projections.sql.rows import upsert
from projections.store import ReadStore


def test_sqlite_writes_ahead_and_overwrites_what_is_deleted(store: ReadStore):
    with store.read() as connection:
        pragmas = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
        assert pragmas == ["wal", 1]
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 10_000


def test_only_the_owner_may_read_the_file(store: ReadStore, tmp_path: Path):
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("read.db*")}
    assert modes == {0o600}


def test_a_path_and_its_url_are_the_same_store(store: ReadStore, tmp_path: Path):
    with store.write() as connection:
        bookkeeping.begin(connection, "register", 1, "e1", datetime(2024, 5, 1, tzinfo=UTC))
    by_url = ReadStore.open(f"sqlite:///{tmp_path / 'read.db'}")
    assert by_url.positions() == store.positions()
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
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE name = 'register'").scalar() == 0


def test_nothing_is_left_in_the_file_of_a_row_that_was_replaced(store: ReadStore, tmp_path: Path):
    for epoch in ("CANARY-4711", "other"):
        with store.write() as connection:
            bookkeeping.begin(connection, "register", 1, epoch, datetime(2024, 5, 1, tzinfo=UTC))
    store.close()
    assert b"CANARY-4711" not in (tmp_path / "read.db").read_bytes()
    assert not (tmp_path / "read.db-wal").exists()


def test_an_error_of_the_database_quotes_no_value(store: ReadStore):
    with pytest.raises(StatementError) as raised, store.write() as connection:
        connection.execute(select(POSITIONS).where(POSITIONS.c.updated == "13812345678"))
    assert "13812345678" not in str(raised.value)


def test_readers_see_the_last_commit_while_somebody_writes(store: ReadStore, tmp_path: Path):
    with store.write() as connection:
        bookkeeping.begin(connection, "register", 1, "e1", datetime(2024, 5, 1, tzinfo=UTC))
        assert store.positions() == {}
        other = sqlite3.connect(tmp_path / "read.db")
        assert other.execute("SELECT count(*) FROM positions").fetchone() == (0,)
        other.close()
    assert list(store.positions()) == ["register"]


@pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda projection: projection.name)
def test_tables_and_upserts_compile_for_postgresql(projection: Projection):
    dialect = postgresql.dialect()
    for table in projection.tables:
        assert "PRIMARY KEY (number" in str(CreateTable(table).compile(dialect=dialect))
        assert "ON CONFLICT (number" in str(upsert(table, "postgresql").compile(dialect=dialect))


def test_a_read_model_is_found_by_name():
    assert named("register") is PROJECTIONS[0]
    with pytest.raises(BadQuery, match="possible: register, progress"):
        named("registers")
    with pytest.raises(BadQuery) as raised:
        named("registers")
    assert raised.value.say("zh") == "没有名为“registers”的视图；可用：register, progress。"
