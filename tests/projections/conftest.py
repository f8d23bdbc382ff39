"""Fixtures of the read models: a log in memory, a store on disk, and a runner over both."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from projections.runner import Runner
from projections.sheets.sheet import Reader
from projections.store import ReadStore
from tests.projections.logs import SHANGHAI, ListLog

Running = Callable[..., AbstractAsyncContextManager[Runner]]


@pytest.fixture
def log() -> ListLog:
    return ListLog()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ReadStore]:
    store = ReadStore.open(tmp_path / "read.db")
    yield store
    store.close()


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
