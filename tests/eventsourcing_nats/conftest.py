"""An open log on a prefix of its own, and short ways to make events."""

import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from eventsourcing_nats import EventLog, LogSettings, NewEvent, Tip, Unit
from gongdan.nats_servers.embedded import NatsServer
from tests.eventsourcing_nats.cluster import Cluster


def settings_for(server: NatsServer, prefix: str, **more: object) -> LogSettings:
    secret = server.credentials
    return LogSettings(url=server.url, user=secret.user, password=secret.password, prefix=prefix, **more)


def events(aggregate_id: str, first: int, count: int = 1) -> tuple[NewEvent, ...]:
    return tuple(
        NewEvent(aggregate_id, version, "happened", b"state %d" % version, str(uuid.uuid4()))
        for version in range(first, first + count)
    )


def unit(aggregate_id: str, tip: Tip | None = None, count: int = 1) -> Unit:
    """The next ``count`` events of an aggregate."""
    return Unit(events(aggregate_id, tip.version + 1 if tip else 1, count), tip)


async def grow(log: EventLog, aggregate_id: str, count: int) -> Tip:
    """An aggregate of ``count`` events, stored one by one."""
    tip: Tip | None = None
    for _ in range(count):
        [tip] = await log.append([unit(aggregate_id, tip)])
    assert tip
    return tip


@pytest.fixture
def settings(nats_server: NatsServer, prefix: str) -> LogSettings:
    return settings_for(nats_server, prefix)


@pytest.fixture
def env(nats_server: NatsServer, prefix: str) -> dict[str, str]:
    """What an application of the library needs to run on the shared server."""
    return {
        "PERSISTENCE_MODULE": "eventsourcing_nats",
        "NATS_URL": nats_server.url,
        "NATS_USER": nats_server.credentials.user,
        "NATS_PASSWORD": nats_server.credentials.password,
        "NATS_PREFIX": prefix,
    }


@pytest.fixture
def own_cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A cluster of this test's own, whose servers may be killed."""
    made = Cluster(tmp_path)
    try:
        yield made.start_all()
    finally:
        made.kill_all()


@pytest.fixture
async def log(settings: LogSettings) -> AsyncIterator[EventLog]:
    async with await EventLog.open(settings) as opened:
        yield opened


@pytest.fixture
def make() -> "Makers":
    return Makers()


class Makers:
    """The short ways, for tests that can't import this file."""

    settings: Callable[..., LogSettings] = staticmethod(settings_for)
    events: Callable[..., tuple[NewEvent, ...]] = staticmethod(events)
    unit: Callable[..., Unit] = staticmethod(unit)
    grow = staticmethod(grow)
