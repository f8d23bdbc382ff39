"""Reading: one ticket out of a large log, the whole log in order, and the read models built from it."""

import asyncio
import json
import random
import time
from datetime import UTC, datetime

import nats

from bench.desk import EVENTS_EACH, Bench
from bench.report import Figure
from projections.runner import Runner
from projections.store import ReadStore

_TICKETS = 200


async def measure(bench: Bench, events: int) -> list[Figure]:
    fetched = await _fetched(bench, events)
    followed = await _followed(bench, events)
    decoded = await _decoded(bench, events)
    loaded, got = await _loaded(bench), await _got(bench)
    return [
        Figure(f"ticket of {EVENTS_EACH} events loaded", loaded, "bare get of its last event", got),
        Figure("events followed, raw", followed, "fetch(500) of nats-py", fetched),
        Figure("events followed and decrypted", decoded, "json.loads of the same bodies", await _parsed(bench, events)),
        Figure("events into register and progress", await _projected(bench), "events followed and decrypted", decoded),
    ]  # fmt: skip


def _some(bench: Bench) -> list[str]:
    chance = random.Random(7)
    return [f"ticket-fill-{chance.randrange(bench.filled)}" for _ in range(_TICKETS)]


async def _loaded(bench: Bench) -> float:
    began = time.perf_counter()
    for key in _some(bench):
        assert len((await bench.store.load(key)).events) == EVENTS_EACH
    return _TICKETS / (time.perf_counter() - began)


async def _got(bench: Bench) -> float:
    began = time.perf_counter()
    for key in _some(bench):
        await bench.log.last(key)
    return _TICKETS / (time.perf_counter() - began)


async def _fetched(bench: Bench, events: int) -> float:
    secret = bench.server.credentials
    client = await nats.connect(bench.server.url, user=secret.user, password=secret.password)
    puller = await client.jetstream().pull_subscribe("bench.>", stream="BENCH_EVENTS")
    began, read = time.perf_counter(), 0
    while read < events // 2:
        batch = await puller.fetch(500, timeout=5)
        await asyncio.gather(*(message.ack() for message in batch))
        read += len(batch)
    rate = read / (time.perf_counter() - began)
    await client.close()
    return rate


async def _followed(bench: Bench, events: int) -> float:
    end = await bench.log.end()
    began, read = time.perf_counter(), 0
    async for batch in bench.log.follow(end - events // 2, until=end):
        read += len(batch)
    return read / (time.perf_counter() - began)


async def _decoded(bench: Bench, events: int) -> float:
    end = await bench.log.end()
    began, read = time.perf_counter(), 0
    async for batch in bench.store.follow(end - events // 2, until=end):
        read += len(batch)
    return read / (time.perf_counter() - began)


async def _parsed(bench: Bench, events: int) -> float:
    end = await bench.log.end()
    bodies = [e.state async for batch in bench.log.follow(end - events // 2, until=end) for e in batch]
    began = time.perf_counter()
    for body in bodies:
        json.loads(body)
    return len(bodies) / (time.perf_counter() - began)


async def _projected(bench: Bench) -> float:
    store, end = ReadStore.in_memory(), await bench.log.end()
    runner = Runner(bench.store, store, epoch=bench.log.epoch, clock=lambda: datetime.now(UTC))
    began = time.perf_counter()
    running = asyncio.create_task(runner.run())
    assert await runner.wait_for(end, 3600)
    rate = end / (time.perf_counter() - began)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    return rate
