"""What the product itself says of the last ticket: its own read models over the scenario's log, and its own hints."""

import asyncio
from datetime import UTC, datetime
from hashlib import sha256

from api.hints.of_tickets import hints_of
from domain.customer.owned.repeats import Flag
from domain.record.envelope import Recorded
from projections.registry import named
from projections.running.build import Build
from projections.running.digest import digest
from projections.store import ReadStore
from tests.domain.specification import SHANGHAI
from tests.scenarios.parts import Seen


def hints(seen: Seen) -> list[tuple[str, str, str]]:
    """The earlier tickets that it names, each with why."""
    number = seen.numbers[-1]
    return [(f"{flag.code} {flag.number}", flag.say("zh"), flag.say("en")) for flag in _of(seen, number)]


def _of(seen: Seen, number: str) -> list[Flag]:
    store = ReadStore.in_memory(lambda kind, value: sha256(f"{kind}:{value}".encode()).hexdigest(), SHANGHAI)
    try:
        _fold(seen, store)
        with store.read() as connection:
            return hints_of(connection, (number,), seen.desk.policies, SHANGHAI)[number]
    finally:
        store.close()


def _fold(seen: Seen, store: ReadStore) -> None:
    now, builds = datetime.now(UTC), [Build.live(named(name)) for name in ("register", "progress", "customers")]
    with store.write() as connection:
        for build in builds:
            build.start(connection, "", now)
    for events in asyncio.run(_log(seen)):
        with store.write() as connection:
            for build in builds:
                digest(connection, build, events, now)


async def _log(seen: Seen) -> list[list[Recorded]]:
    return [events async for events in seen.store.follow()]
