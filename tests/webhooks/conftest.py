"""Stores of both kinds, and a webhook's outbox in one."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from projections.store import ReadStore
from tests.projections.postgres import Postgres


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    server = Postgres("fsync=off").start()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def either_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ReadStore]:
    if request.param == "sqlite":
        with closing(ReadStore.open(tmp_path / "read.db")) as opened:
            yield opened
        return
    with request.getfixturevalue("postgres").database() as url, closing(ReadStore.open(url)) as opened:
        yield opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ReadStore]:
    """SQLite, where it does not matter which."""
    with closing(ReadStore.open(tmp_path / "read.db")) as opened:
        yield opened
