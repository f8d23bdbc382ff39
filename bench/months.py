"""A log as a department's is: made-up months of tickets, customers, staff and matters, with the read models over it."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from typing import Final

from bench.report import Figure
from domain.record.envelope import Recorded
from gongdan.composition import Broker, Opened, open_store, prepare
from gongdan.demo.engine.storing import store_all
from gongdan.demo.making import Making, Wanted
from gongdan.nats_servers.embedded import NatsServer
from gongdan.opening.database import open_read_store
from gongdan.service import home
from gongdan.service.catching_up import helper
from gongdan.settings import Settings
from projections.registry import PROJECTIONS
from projections.runner import Runner
from projections.running.aiding import WORTH, Aid, Helper, long_turns
from projections.running.build import Build
from projections.running.reading import BATCH
from projections.running.writer import write
from projections.store import ReadStore

PER_DAY, MONTHS = 100, 2
"""Some 6,000 tickets and 130,000 events."""
FEW: Final = 4
GOAL: Final = 5_000
"""Events a second into all read models on two cores."""


@dataclass(frozen=True, slots=True)
class Months:
    settings: Settings
    broker: Broker
    opened: Opened
    end: int


@asynccontextmanager
async def open_months(folder: Path, per_day: float) -> AsyncIterator[Months]:
    """Two months, on a nats-server of its own."""
    settings = Settings(home=home.prepare(folder))
    async with AsyncExitStack() as stack:
        server = NatsServer(folder / "nats", prefix=settings.prefix).start()
        stack.callback(server.stop)
        broker = Broker.of(server)
        keys = await prepare(settings, broker, lambda made: None, bound=False)
        stack.callback(keys.close)
        opened = await stack.enter_async_context(open_store(settings, broker, keys))
        making = Making(Wanted(date(2025, 11, 1), MONTHS, 7, per_day), settings.time_zone)
        await store_all(opened.store, making.batches(), lambda batch: None)
        yield Months(settings, broker, opened, await opened.log.end())


async def measure(folder: Path, per_day: float, rounds: int) -> tuple[list[Figure], dict[str, float], int]:
    """Rebuilding all by one process and on all cores; the µs of CPU an event of each read model; how many events."""
    async with open_months(folder, per_day) as months:
        aided = helper(months.settings, months.broker)
        pairs = [(await rebuilt(months, aided), await rebuilt(months, None)) for _ in range(rounds)]
        several, one = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
        what = "made-up months into all read models, on all cores"
        figure = Figure(what, several, "the same, one process", one, reach=1, goal=GOAL)
        events = [event async for batch in months.opened.store.follow(0, until=months.end) for event in batch]
        return [figure], await asyncio.to_thread(costs, events, folder), months.end


async def rebuilt(months: Months, aided: Helper | None) -> float:
    """Events a second into all read models, from an empty database; by other processes where they are ``aided``."""
    settings, store = months.settings, open_read_store(months.settings, months.opened.keys)
    source, aid = months.opened.store, Aid(aided, worth=min(WORTH, months.end))
    runner = Runner(source, store, epoch=source.epoch, clock=lambda: datetime.now(UTC), aid=aid)
    began = time.perf_counter()
    running = asyncio.create_task(runner.run())
    reached = await runner.wait_for(months.end, 3600)
    rate = months.end / (time.perf_counter() - began)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    store.close()
    for file in settings.home.glob("projections.db*"):
        file.unlink()
    return rate if reached else 0


def costs(events: Sequence[Recorded], folder: Path) -> dict[str, float]:
    """µs of CPU an event of the whole log, by read model: folded and written, each in a database of its own."""
    found: dict[str, float] = {}
    for projection in PROJECTIONS:
        store, build, at = ReadStore.open(folder / f"{projection.name}.db"), Build.live(projection), datetime.now(UTC)
        with store.write() as connection:
            build.start(connection, "", at)
        began = time.thread_time()
        with long_turns():
            for start in range(0, len(events), BATCH):
                write(store, [build], start, events[start : start + BATCH], at)
        found[projection.name] = (time.thread_time() - began) / len(events) * 1e6
        store.close()
    return found


def show_costs(found: dict[str, float], events: int) -> None:
    """A table that docs/benchmarks.md can take as it stands."""
    print(f"\n### What each read model costs, of {events:,} events of a made-up month\n")
    rows = [*sorted(found.items(), key=lambda each: -each[1]), ("all", sum(found.values()))]
    width = max(len("read model"), *(len(name) for name, _ in rows))
    print(f"| {'read model'.ljust(width)} | µs of CPU an event |\n|{'-' * (width + 2)}|--------------------|")
    for name, cost in rows:
        print(f"| {name.ljust(width)} | {cost:18.1f} |", flush=True)
