"""Fixtures of the read models: a log in memory, a store on SQLite and on PostgreSQL, and a runner over both."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from projections.runner import Runner
from projections.sheets.sheet import Reader
from projections.store import ReadStore
from tests.projections.logs import SHANGHAI, ListLog
from tests.projections.postgres import Postgres

Running = Callable[..., AbstractAsyncContextManager[Runner]]


@pytest.fixture
def log() -> ListLog:
    return ListLog()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One real PostgreSQL for the whole run; each test has a database of its own."""
    server = Postgres("fsync=off").start()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | str]:
    """Where the store is, as ``ReadStore.open`` takes it: every test on both databases."""
    if request.param == "sqlite":
        yield tmp_path / "read.db"
        return
    with request.getfixturevalue("postgres").database() as url:
        yield url


@pytest.fixture
def store(database: Path | str) -> Iterator[ReadStore]:
    with closing(ReadStore.open(database)) as store:
        yield store


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[ReadStore]:
    with closing(ReadStore.open(tmp_path / "read.db")) as store:
        yield store


@pytest.fixture
def reader() -> Reader:
    return Reader(SHANGHAI)


@pytest.fixture
def running() -> Running:
    """A runner, started, and stopped at the end."""

    @asynccontextmanager
    async def run(log: ListLog, store: ReadStore, **settings: Any) -> AsyncIterator[Runner]:
        settings = {"epoch": "e1", "clock": lambda: datetime.now(UTC), "backoff": (0.01, 0.05)} | settings
        runner = Runner(log, store, **settings)
        task = asyncio.create_task(runner.run())
        try:
            yield runner
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    return run
