"""Whatever happens to the broker: nothing acknowledged is lost, nothing is stored twice, nothing hangs."""

import asyncio
import os
import signal
import time
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from eventsourcing_nats import EventLog, OutcomeUnknown, StoreUnavailable, Unit
from gongdan.nats_servers.embedded import NatsServer
from tests.standing_still import stand_still

pytestmark = pytest.mark.library


@pytest.fixture
async def log(own_server, prefix, make):
    async with await EventLog.open(make.settings(own_server, prefix, request_timeout=0.5)) as opened:
        yield opened


@asynccontextmanager
async def frozen(server: NatsServer):
    stand_still(server.process.pid)
    try:
        yield
    finally:
        os.kill(server.process.pid, signal.SIGCONT)


async def test_an_append_to_a_frozen_server_succeeds_once_it_thaws(log: EventLog, own_server, make):
    tip = await make.grow(log, "a", 1)
    async with frozen(own_server):
        single = asyncio.create_task(log.append([make.unit("a", tip)]))
        batch = asyncio.create_task(log.append([make.unit("b", None, 3), make.unit("c")]))
        await asyncio.sleep(1.8)  # several tries of each are on their way
    [after], [b, c] = await single, await batch
    assert (after.version, b.version, c.version) == (2, 3, 1)
    assert await log.end() == 6
    assert (await log.load("a"))[1] == after
    assert (await log.load("b"))[1] == b


async def test_a_server_frozen_too_long_means_unknown_and_asking_again_tells(own_server, prefix, make):
    settings = replace(make.settings(own_server, prefix), request_timeout=0.2, patience=0.8)
    async with await EventLog.open(settings) as log:
        one, several = make.unit("a"), [make.unit("b", None, 2)]
        async with frozen(own_server):
            with pytest.raises(OutcomeUnknown, match="may or may not be stored"):
                await log.append([one])
            with pytest.raises(OutcomeUnknown):
                await log.append(several)
        [tip], [tips] = await log.append([one]), await log.append(several)
        assert (tip.version, tips.version) == (1, 2)
        assert await log.end() == 3


def test_an_unknown_outcome_of_hundreds_names_three_of_them():
    said = str(OutcomeUnknown([f"ticket-{number}" for number in range(500)], 10))
    assert said.startswith("no answer for ticket-0, ticket-1, ticket-2 and 497 more within 10 s: ")


async def test_a_stopped_server_means_unavailable_within_the_patience(own_server, prefix, make):
    settings = replace(make.settings(own_server, prefix), request_timeout=0.2, patience=0.6)
    async with await EventLog.open(settings) as log:
        await make.grow(log, "a", 1)
        own_server.kill()
        await asyncio.sleep(0.1)
        started = time.monotonic()
        with pytest.raises(StoreUnavailable, match="nothing was stored"):
            await log.append([make.unit("b")])
        with pytest.raises(StoreUnavailable):
            await log.load("a")
        assert time.monotonic() - started < 3
        await asyncio.to_thread(own_server.start)
        await asyncio.sleep(0.5)
        assert (await log.load("a"))[1].version == 1


async def test_killing_the_server_amid_appends_loses_and_doubles_nothing(log: EventLog, own_server, make):
    stop = time.monotonic() + 2.5
    acknowledged: dict[str, list[str]] = {f"w-{n}": [] for n in range(8)}

    async def write(name: str) -> None:
        tip = None
        while time.monotonic() < stop or len(acknowledged[name]) <= 10:  # on a busy machine a little longer
            unit = make.unit(name, tip, 1 + len(acknowledged[name]) % 3)
            [tip] = await append(unit)
            acknowledged[name] += [event.event_id for event in unit.events]

    async def append(unit: Unit):
        while True:
            try:
                return await log.append([unit])
            except (OutcomeUnknown, StoreUnavailable):
                continue

    async def kill() -> None:
        for _ in range(2):
            await asyncio.sleep(0.6)
            await asyncio.to_thread(own_server.kill)
            await asyncio.sleep(0.2)
            await asyncio.to_thread(own_server.start)

    async def follow() -> list[str]:
        seen: list[str] = []
        async for batch in log.follow():
            seen += [event.event_id for event in batch]
            if "the-end" in seen:
                break
        return seen[:-1]

    following = asyncio.create_task(follow())
    await asyncio.gather(kill(), *(write(name) for name in acknowledged))
    [end] = make.events("end", 1)
    await log.append([Unit((replace(end, event_id="the-end"),))])
    seen = await asyncio.wait_for(following, 20)
    for name, ids in acknowledged.items():
        history, _ = await log.load(name)
        assert [event.event_id for event in history] == ids
    assert len(seen) == len(set(seen)) == sum(map(len, acknowledged.values()))


async def test_a_follower_is_back_soon_after_a_restart(log: EventLog, own_server, make):
    tip = await make.grow(log, "a", 3)
    seen: list[int] = []

    async def follow():
        async for batch in log.follow():
            seen.extend(event.sequence for event in batch)
            if seen[-1] == 5:
                return

    following = asyncio.create_task(follow())
    await asyncio.sleep(0.3)
    await asyncio.to_thread(own_server.kill)
    await asyncio.to_thread(own_server.start)
    [tip] = await log.append([make.unit("a", tip, 2)])
    await asyncio.wait_for(following, 3)
    assert seen == [1, 2, 3, 4, 5]


async def test_a_follower_of_a_frozen_server_goes_on_when_it_thaws(log: EventLog, own_server, make):
    tip = await make.grow(log, "a", 3)
    following = asyncio.create_task(collect(log, 5))
    await asyncio.sleep(0.2)
    async with frozen(own_server):
        await asyncio.sleep(1.5)  # two tries and more
    await log.append([make.unit("a", tip, 2)])
    assert await asyncio.wait_for(following, 5) == [1, 2, 3, 4, 5]


async def collect(log: EventLog, until: int) -> list[int]:
    return [event.sequence async for batch in log.follow(until=until) for event in batch]
