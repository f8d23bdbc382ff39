"""What people look at in a scenario: the product's read models, made from the scenario's log."""

import asyncio
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256

from sqlalchemy import Connection

from domain.record.envelope import Recorded
from projections import customers, register
from projections.registry import PROJECTIONS
from projections.running.build import Build
from projections.running.past import as_of
from projections.running.reading import read
from projections.running.writer import write
from projections.store import ReadStore
from tests.scenarios.parts import Seen


@contextmanager
def store_of(seen: Seen) -> Iterator[ReadStore]:
    """All of them, as they stand now."""
    with closing(asyncio.run(as_of(seen.store, seen.now, known=True, projections=PROJECTIONS))) as store:
        yield store


@contextmanager
def tables(seen: Seen) -> Iterator[Connection]:
    """As they stand now."""
    with store_of(seen) as store, store.read() as connection:
        yield connection


@contextmanager
def register_of(seen: Seen) -> Iterator[Connection]:
    """The register as it stands now, where people are found by full name through a keyed hash."""
    events = asyncio.run(_recorded(seen))
    builds = [Build.live(projection) for projection in (register.PROJECTION, customers.PROJECTION)]
    with closing(ReadStore.in_memory(_hashed)) as store:
        with store.write() as connection:
            for build in builds:
                build.start(connection, "scenario", seen.now)
        write(store, builds, 0, events, seen.now)
        with store.read() as connection:
            yield connection


async def _recorded(seen: Seen) -> list[Recorded]:
    end = await seen.store.end()
    return [event async for events in read(seen.store, 0, end) for event in events]


def _hashed(kind: str, value: str) -> str:
    return sha256(f"a scenario's key/{kind}/{value}".encode()).hexdigest()
