"""Reading the whole log in order, and building the read models from it, against a raw pull of the same events."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from bench.desk import Bench
from bench.raw import Raw
from bench.report import Figure, compared
from projections import progress, register
from projections.projection import Projection
from projections.registry import PROJECTIONS
from projections.runner import Runner
from projections.store import ReadStore

_numbers = count(1)


async def measure(bench: Bench, raw: Raw, folder: Path, rounds: int) -> list[Figure]:
    end = await bench.log.end()
    reference = "continuous pull of nats-py"

    async def pulled() -> float:
        return await raw.pulled(bench.log.stream, end)

    return [
        await compared(
            "events followed", lambda: read(bench.log.follow(0, until=end)), reference, pulled, rounds=rounds
        ),
        await compared(
            "events followed and decrypted",
            lambda: read(bench.store.follow(0, until=end)),
            reference,
            pulled,
            rounds=rounds,
        ),
        await compared(
            "events into register and progress, on disk",
            lambda: projected(bench, folder, end, (register.PROJECTION, progress.PROJECTION)),
            reference,
            pulled,
            rounds=rounds,
            reach=0.4,
            goal=20_000,
        ),
        await compared(
            "events into all read models, on disk",
            lambda: projected(bench, folder, end, PROJECTIONS),
            reference,
            pulled,
            rounds=rounds,
        ),
    ]


async def read(batches: AsyncIterator[Sequence[object]]) -> float:
    """Events a second."""
    began, seen = time.perf_counter(), 0
    async for batch in batches:
        seen += len(batch)
    return seen / (time.perf_counter() - began)


async def projected(bench: Bench, folder: Path, end: int, projections: Sequence[Projection]) -> float:
    """Events a second into the read models, from an empty database."""
    store = ReadStore.open(folder / f"{next(_numbers)}.db")
    runner = Runner(bench.store, store, epoch=bench.log.epoch, clock=lambda: datetime.now(UTC), projections=projections)
    began = time.perf_counter()
    running = asyncio.create_task(runner.run())
    assert await runner.wait_for(end, 3600)
    rate = end / (time.perf_counter() - began)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    store.close()
    return rate
