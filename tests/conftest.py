"""Fixtures that every test may use: a real nats-server, and a stream prefix of its own for each test."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongdan.nats_server import NatsServer

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def nats_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NatsServer]:
    """One real nats-server for the whole run; tests keep apart by prefix."""
    server = NatsServer(tmp_path_factory.mktemp("nats")).start()
    yield server
    server.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[NatsServer]:
    """A nats-server of this test's own, to be killed and restarted at will."""
    server = NatsServer(tmp_path / "nats").start()
    yield server
    server.stop()


@pytest.fixture
def prefix() -> str:
    return f"t{next(_numbers)}"
