"""The asynchronous core: concurrent appends, each of one event onto its own aggregate, against single publishes."""

import asyncio
import time
import uuid
from itertools import count
from pathlib import Path

from bench.raw import BODY, Raw
from bench.report import Figure, compared
from eventsourcing_nats import EventLog, LogSettings, NewEvent, Tip, Unit
from gongdan.nats_servers.embedded import NatsServer

WRITERS = {1: 0.8, 16: None, 64: 1.5, 256: 2.5}
"""How many at once, and the ratio to reach with fsync always."""
_numbers = count(1)


async def measure(folder: Path, times: int, rounds: int) -> dict[str, list[Figure]]:
    """``times``: appends of one round with one writer; more writers make more."""
    return {
        f"Appends, fsync {sync}": await _synced(folder / sync, setting, times, rounds, sync == "always")
        for sync, setting in (("always", "always"), ("every 2 minutes (nats-server's default)", "2m"))
    }


async def _synced(folder: Path, setting: str, times: int, rounds: int, aimed: bool) -> list[Figure]:
    server = NatsServer(folder, sync=setting).start()
    secret = server.credentials
    settings = LogSettings(url=server.url, user=secret.user, password=secret.password, prefix="bench")
    try:
        async with await EventLog.open(settings) as log, Raw(server) as raw:
            return [
                await _with(log, raw, writers, times * min(writers, 32), rounds, reach if aimed else None)
                for writers, reach in WRITERS.items()
            ]
    finally:
        server.stop()


async def _with(log: EventLog, raw: Raw, writers: int, times: int, rounds: int, reach: float | None) -> Figure:
    return await compared(
        f"append, {writers} writer{'s' * (writers > 1)}",
        lambda: appended(log, writers, times),
        "js.publish of nats-py, as many writers",
        lambda: raw.published(writers, times),
        rounds=rounds,
        reach=reach,
    )


async def appended(log: EventLog, writers: int, times: int) -> float:
    """Appends a second."""

    async def write(name: str) -> None:
        tip: Tip | None = None
        for version in range(1, times // writers + 1):
            event = NewEvent(name, version, "happened", BODY, str(uuid.uuid4()))
            [tip] = await log.append([Unit((event,), tip)])

    names = [f"writer-{next(_numbers)}" for _ in range(writers)]
    began = time.perf_counter()
    await asyncio.gather(*(write(name) for name in names))
    return times // writers * writers / (time.perf_counter() - began)
