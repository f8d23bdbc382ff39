"""The register and the figures as of a past moment: told from those of now, against folding the whole log."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import median
from typing import Final

from bench.desk import BEGAN, EACH, Bench
from bench.report import Figure
from projections import clocks, figures, progress, register, sales, spans
from projections.past.telling import told
from projections.projection import Projection
from projections.runner import Runner
from projections.running.past import as_of
from projections.store import ReadStore

_GOAL: Final = 3000
_FOLDED: Final = 200_000
"""Events up to which each is also folded from the whole log; of more, the register alone."""
_SETS: Final[dict[str, tuple[Projection, ...]]] = {
    "register": (register.PROJECTION,),
    "progress": (progress.PROJECTION,),
    "metrics": (figures.PROJECTION, clocks.PROJECTION, sales.PROJECTION),
}
_ALL: Final = (spans.PROJECTION, *(each for some in _SETS.values() for each in some))
_numbers = count(1)


async def measure(bench: Bench, folder: Path, rounds: int) -> list[Figure]:
    """Milliseconds until the tables stand, half-way through the log, with 264 tickets open; and a page of them."""
    end, at = await bench.log.end(), BEGAN + EACH * (bench.filled // 2)
    live = await _shown(bench, folder, end)
    found: list[Figure] = []
    whole, of = 0.0, ""
    for name, projections in _SETS.items():
        ours = await _taken(lambda some=projections: told(bench.store, live, at, some), rounds)
        known = await _taken(lambda some=projections: told(bench.store, live, datetime.now(UTC), some, known=True), 1)
        if end <= _FOLDED or not whole:
            whole, of = await _taken(lambda some=projections: as_of(bench.store, at, projections=some), 1), name
        goal, reference = _GOAL if name == "register" else None, f"{of} from the whole log"
        found.append(Figure(f"{name} as it was, {end:,} events", ours, reference, whole, "ms", goal=goal))
        found.append(Figure(f"{name} as known, {end:,} events", known, reference, whole, "ms"))
    live.close()
    return found


async def _shown(bench: Bench, folder: Path, end: int) -> ReadStore:
    """The read models of now."""
    store = ReadStore.open(folder / f"past-{next(_numbers)}.db")
    runner = Runner(bench.store, store, epoch=bench.log.epoch, clock=lambda: datetime.now(UTC), projections=_ALL)
    running = asyncio.create_task(runner.run())
    assert await runner.wait_for(end, 3600)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    return store


async def _taken(build: Callable[[], Awaitable[ReadStore | None]], rounds: int) -> float:
    """Milliseconds, the median."""
    times: list[float] = []
    for _ in range(rounds):
        began = time.perf_counter()
        store = await build()
        times.append((time.perf_counter() - began) * 1000)
        assert store is not None
        store.close()
    return median(times)
