"""Loading one ticket of twelve events out of a growing log: its block in the server's cache (warm), and not yet."""

import asyncio
import random
import time
from statistics import quantiles

from bench.desk import EVENTS_EACH, Bench
from bench.report import Figure

_SOME = 300
_COLD_AFTER = 12.0
"""Seconds after which nats-server has dropped the blocks that nobody touched."""


async def measure(bench: Bench, events: int, *, wait: bool) -> tuple[list[Figure], float]:
    """The figures at this size, and the median of a warm load in ms; ``wait``: until the server forgot the blocks."""
    await asyncio.sleep(_COLD_AFTER if wait else 0)
    touched, loads, gets = [], [], []
    for key in _some(bench):
        touched.append(await _timed(bench, key))
        loads.append(await _timed(bench, key))
        gets.append(await _got(bench, key))
    reference = "bare get of one event, its median"
    what = f"load of {EVENTS_EACH} events among {events:,}"
    (middle, last), (got, _), (first, _) = _shape(loads), _shape(gets), _shape(touched)
    return [
        Figure(f"{what}, median, warm", middle, reference, got, "ms", goal=1.5),
        Figure(f"{what}, 99 of 100, warm", last, reference, got, "ms", goal=5.0),
        Figure(f"{what}, first touch, median", first, "the same, warm", middle, "ms"),
    ], middle


def _some(bench: Bench) -> list[str]:
    chance = random.Random(7)
    return [f"ticket-fill-{chance.randrange(bench.filled)}" for _ in range(_SOME)]


async def _timed(bench: Bench, key: str) -> float:
    began = time.perf_counter()
    assert len((await bench.store.load(key)).events) == EVENTS_EACH
    return (time.perf_counter() - began) * 1000


async def _got(bench: Bench, key: str) -> float:
    began = time.perf_counter()
    await bench.log.last(key)
    return (time.perf_counter() - began) * 1000


def _shape(times: list[float]) -> tuple[float, float]:
    cut = quantiles(times, n=100)
    return cut[49], cut[98]
