"""Writing: what the desk costs over a bare publish, and what grouping gains."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import nats

from bench.desk import CALL, Bench, history
from bench.report import Figure
from domain.ticket.commands import AddNote

_TIMES = 300


async def measure(bench: Bench) -> list[Figure]:
    bare = await _bare_publish(bench)
    alone = await _rate(_TIMES, lambda: bench.desk.open(CALL, bench.metadata()))
    together = await _rate_together(_TIMES, lambda: bench.desk.open(CALL, bench.metadata()))
    number = (await bench.desk.open(CALL, bench.metadata())).number
    noting = await _rate(_TIMES, lambda: bench.desk.handle(number, AddNote(text="备注"), bench.metadata()))
    batched = 12 * await _rate(20, _batches(bench)) * 40
    return [
        Figure("command on a warm ticket", noting, "js.publish of nats-py, one by one", bare),
        Figure("opening, one by one", alone, "js.publish of nats-py, one by one", bare),
        Figure("opening, 300 at once", together, "opening, one by one", alone),
        Figure("events in batches of 480", batched, "js.publish of nats-py, one by one", bare),
    ]


def _batches(bench: Bench) -> Callable[[], Awaitable[object]]:
    numbers = iter(range(10**9))
    return lambda: bench.store.append([history(f"ticket-batch-{next(numbers)}") for _ in range(40)])


async def _bare_publish(bench: Bench) -> float:
    secret = bench.server.credentials
    client = await nats.connect(bench.server.url, user=secret.user, password=secret.password)
    stream = client.jetstream()
    await stream.add_stream(name="BARE", subjects=["bare.>"])
    rate = await _rate(_TIMES, lambda: stream.publish("bare.x", b"x" * 900))
    await client.close()
    return rate


async def _rate(times: int, work: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    for _ in range(times):
        await work()
    return times / (time.perf_counter() - began)


async def _rate_together(times: int, work: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(times)))
    return times / (time.perf_counter() - began)
