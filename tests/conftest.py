"""Fixtures that every test may use: a real nats-server, and a stream prefix of its own for each test."""

import gc
import itertools
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Final

import pytest
import structlog
from hypothesis import settings

from eventsourcing_nats import EventLog, LogSettings
from gongdan.nats_servers.embedded import NatsServer
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from gongdan.storing.store import NatsEventStore
from tests.eventsourcing_nats.cluster import Cluster

_numbers = itertools.count(1)

settings.register_profile("as on a busy machine", deadline=None)  # which decides how long an example takes
settings.load_profile("as on a busy machine")
gc.set_threshold(50_000)  # as the program itself has it: collecting the tests takes a fifth less
_to_console = structlog.dev.ConsoleRenderer.get_active()
_to_console.exception_formatter = structlog.dev.plain_traceback  # rich's, with all local values, took seconds each


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


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Three real nats-servers for the whole run, for tests that leave them alive; tests keep apart by prefix."""
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        yield made.start_all()
    finally:
        made.kill_all()


@pytest.fixture
def prefix() -> str:
    return f"t{next(_numbers)}"


MASTER = bytes(range(32))
"""The key-encryption key of tests."""


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[KeyStore]:
    opened = KeyStore.open(tmp_path / "keys.db", MASTER)
    yield opened
    opened.close()


@pytest.fixture
async def log(nats_server: NatsServer, prefix: str) -> AsyncIterator[EventLog]:
    """An event log of this test's own on the shared server."""
    async with await EventLog.open(log_settings(nats_server, prefix)) as opened:
        yield opened


@pytest.fixture
def store(log: EventLog, keys: KeyStore, prefix: str) -> NatsEventStore:
    return NatsEventStore(log, EventMapper(keys), prefix)


def log_settings(server: NatsServer, prefix: str) -> LogSettings:
    secret = server.credentials
    return LogSettings(url=server.url, user=secret.user, password=secret.password, prefix=prefix)


_LONG: Final = ("whole", "browser", "console", "faults", "trust", "api")
"""Folders whose files take long: begun last, one of them would keep a single worker busy at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What starts services comes first, for the short tests of rules to fill what is left of the cores at the end."""
    root = Path(__file__).parent
    items.sort(key=lambda item: not any(part in _LONG for part in item.path.relative_to(root).parts[:-1]))


def pytest_collection_finish() -> None:
    """Thousands of tests stay to the end: a full garbage collection that looks at them takes seconds, each time."""
    gc.collect()
    gc.freeze()
