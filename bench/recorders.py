"""The library's recorders from threads, as its own throughput test uses them: ours, its SQLite's, its PostgreSQL's."""

import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from statistics import median

from eventsourcing.persistence import ApplicationRecorder, InfrastructureFactory, StoredEvent

from bench.raw import BODY
from bench.report import Figure
from gongdan.nats_servers.embedded import NatsServer
from tests.projections.postgres import Postgres

_JOBS = {
    "1 thread, one event each": (1, 1),
    "64 threads, one event each": (64, 1),
    "4 threads, 50 events each": (4, 50),
}
"""Threads, and events an insert; the last is the library's own test_concurrent_throughput."""
_REACH = {"1 thread, one event each": 0.7, "64 threads, one event each": 1.0}
"""Ratio to the publishes of as many writers."""

Published = Callable[[int, int], float]
"""Single publishes a second, of so many writers and so many in all."""


def measure(server: NatsServer, folder: Path, times: int, rounds: int, published: Published) -> list[Figure]:
    with _ours(server) as ours, _sqlite(folder) as sqlite, _postgres() as postgres:
        others = {"the library's SQLite recorder": sqlite, "the library's PostgreSQL recorder": postgres}
        bare = [_beside_raw(what, ours, published, times, rounds) for what in _REACH]
        return bare + [
            _compared(what, ours, reference, other, threads, events, times, rounds)
            for what, (threads, events) in _JOBS.items()
            for reference, other in others.items()
        ]


def _beside_raw(what: str, ours: ApplicationRecorder, published: Published, times: int, rounds: int) -> Figure:
    threads, events = _JOBS[what]
    count = times * min(threads, 8)
    pairs = [(inserted(ours, threads, events, count), published(threads, count)) for _ in range(rounds)]
    mine, raw = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    return Figure(what, mine, "js.publish of nats-py, as many writers", raw, reach=_REACH[what])


def _compared(
    what: str,
    ours: ApplicationRecorder,
    reference: str,
    other: ApplicationRecorder,
    threads: int,
    events: int,
    times: int,
    rounds: int,
) -> Figure:
    count = times * min(threads, 8)
    pairs = [(inserted(ours, threads, events, count), inserted(other, threads, events, count)) for _ in range(rounds)]
    return Figure(what, median(pair[0] for pair in pairs), reference, median(pair[1] for pair in pairs))


def inserted(recorder: ApplicationRecorder, threads: int, events: int, times: int) -> float:
    """Events a second, each insert a new aggregate."""

    def insert(_: int) -> None:
        name = uuid.uuid4()
        recorder.insert_events([StoredEvent(name, version, "happened", BODY) for version in range(1, events + 1)])

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(insert, range(threads)))
        began = time.perf_counter()
        list(pool.map(insert, range(times)))
        return times * events / (time.perf_counter() - began)


@contextmanager
def _recorder(env: dict[str, str]) -> Iterator[ApplicationRecorder]:
    factory = InfrastructureFactory[ApplicationRecorder].construct(env)  # pyright: ignore[reportInvalidTypeArguments]
    try:
        yield factory.application_recorder()
    finally:
        factory.close()


def _ours(server: NatsServer) -> AbstractContextManager[ApplicationRecorder]:
    secret = server.credentials
    where = {"NATS_URL": server.url, "NATS_USER": secret.user, "NATS_PASSWORD": secret.password, "NATS_PREFIX": "lib"}
    return _recorder({"PERSISTENCE_MODULE": "eventsourcing_nats", **where})


def _sqlite(folder: Path) -> AbstractContextManager[ApplicationRecorder]:
    return _recorder({"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(folder / "library.db")})


@contextmanager
def _postgres() -> Iterator[ApplicationRecorder]:
    server = Postgres().start()
    try:
        with server.database() as url:
            user, _, rest = url.removeprefix("postgresql://").partition(":")
            password, _, place = rest.partition("@")
            address, _, name = place.partition("/")
            host, _, port = address.partition(":")
            with _recorder(
                {
                    "PERSISTENCE_MODULE": "eventsourcing.postgres",
                    "POSTGRES_DBNAME": name,
                    "POSTGRES_HOST": host,
                    "POSTGRES_PORT": port,
                    "POSTGRES_USER": user,
                    "POSTGRES_PASSWORD": password,
                }
            ) as recorder:
                yield recorder
    finally:
        server.stop()
