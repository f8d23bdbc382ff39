"""On three servers: the same promises, also while servers are killed one after the other."""

import asyncio
import time
from dataclasses import replace

import pytest

from eventsourcing_nats import EventLog, OutcomeUnknown, StaleTip, StoreUnavailable, Unit
from tests.eventsourcing_nats.cluster import Cluster

pytestmark = [pytest.mark.library, pytest.mark.cluster, pytest.mark.slow]


@pytest.fixture
async def log(cluster: Cluster, prefix):
    async with await EventLog.open(cluster.settings(prefix)) as opened:
        yield opened


@pytest.fixture
async def own_log(own_cluster: Cluster, prefix):
    async with await EventLog.open(own_cluster.settings(prefix)) as opened:
        yield opened


async def test_appending_again_and_racing_end_as_on_one_server(log: EventLog, make):
    single, several = make.unit("a"), [make.unit("b", None, 3), make.unit("c")]
    [tip], tips = await log.append([single]), await log.append(several)
    assert await log.append([single]) == [tip]
    assert await log.append(several) == tips
    for _ in range(10):
        outcomes = await asyncio.gather(
            *(log.append([make.unit("a", tip, 1 + n % 2)]) for n in range(6)), return_exceptions=True
        )
        [won] = [outcome for outcome in outcomes if isinstance(outcome, list)]
        assert len([outcome for outcome in outcomes if isinstance(outcome, StaleTip)]) == 5
        [tip] = won
        assert (await log.load("a", fresh=True))[1] == tip


async def test_a_batch_with_an_event_id_known_from_another_aggregate_is_refused_and_the_stream_goes_on(
    own_log: EventLog, make
):
    [event] = make.events("a", 1)
    [tip] = await own_log.append([Unit((event,))])
    with pytest.raises(StaleTip):
        await own_log.append([make.unit("d"), Unit((replace(event, aggregate_id="e"),))])
    await own_log.append([make.unit("a", tip)])


async def test_killing_servers_in_turn_loses_and_doubles_nothing(own_log: EventLog, own_cluster, make):
    stop = time.monotonic() + 12
    acknowledged: dict[str, list[str]] = {f"w-{n}": [] for n in range(4)}

    async def write(name: str) -> None:
        tip = None
        while time.monotonic() < stop:
            unit = make.unit(name, tip, 1 + len(acknowledged[name]) % 3)
            [tip] = await append(unit)
            acknowledged[name] += [event.event_id for event in unit.events]

    async def append(unit: Unit):
        while True:
            try:
                return await own_log.append([unit])
            except (OutcomeUnknown, StoreUnavailable):
                continue

    async def kill() -> None:
        for number in range(3):
            await asyncio.sleep(2)
            await asyncio.to_thread(own_cluster.kill, number)
            await asyncio.sleep(1)
            own_cluster.start(number)

    await asyncio.gather(kill(), *(write(name) for name in acknowledged))
    for name, ids in acknowledged.items():
        history, _ = await own_log.load(name, fresh=True)
        assert [event.event_id for event in history] == ids
    total = sum(map(len, acknowledged.values()))
    assert await own_log.end() == total
    followed = [event.event_id async for batch in own_log.follow(until=total) for event in batch]
    assert sorted(followed) == sorted(event for ids in acknowledged.values() for event in ids)
