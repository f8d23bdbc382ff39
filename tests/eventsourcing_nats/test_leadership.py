"""On three servers the leader steps down or dies, amid appends, reads and subscriptions: nobody notices but a wait."""

import asyncio
import os
import signal
import threading
import time

import pytest
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate

from eventsourcing_nats import EventLog, StaleTip, appending
from eventsourcing_nats.broker import api
from eventsourcing_nats.broker.publishing import Conflict, publish
from tests.eventsourcing_nats.cluster import Cluster
from tests.standing_still import stand_still

pytestmark = [pytest.mark.library, pytest.mark.cluster, pytest.mark.slow]


@pytest.fixture
async def log(cluster: Cluster, prefix):
    async with await EventLog.open(cluster.settings(prefix)) as opened:
        yield opened


async def leader(log: EventLog) -> int:
    """The number of the server that leads the stream."""
    found = await log.quorum(10)
    assert found.can_store
    return int(found.leader[1:])


async def test_a_leader_that_steps_down_amid_appends_loses_and_doubles_nothing(log: EventLog, make):
    acknowledged: dict[str, list[str]] = {f"w-{n}": [] for n in range(8)}
    leaders: list[int] = []
    stop = time.monotonic() + 6

    async def write(name: str) -> None:
        tip = None
        while time.monotonic() < stop:
            unit = make.unit(name, tip, 1 + len(acknowledged[name]) % 3)
            [tip] = await log.append([unit])
            acknowledged[name] += [event.event_id for event in unit.events]

    async def step_down() -> None:
        while time.monotonic() < stop - 1:
            await asyncio.sleep(0.5)
            leaders.append(await leader(log))
            await api.call(log._reading, f"STREAM.LEADER.STEPDOWN.{log.stream}")

    await asyncio.gather(step_down(), *(write(name) for name in acknowledged))
    assert len(set(leaders)) > 1
    for name, ids in acknowledged.items():
        history, _ = await log.load(name, fresh=True)
        assert [event.event_id for event in history] == ids
    assert await log.end() == sum(map(len, acknowledged.values())) > 0


async def test_a_race_meets_both_codes_of_a_conflict_and_has_one_winner(log: EventLog, make, monkeypatch):
    codes: set[int] = set()

    async def noted(*given) -> int:
        try:
            return await publish(*given)
        except Conflict as error:
            codes.add(error.code)
            raise

    monkeypatch.setattr(appending, "publish", noted)
    tip = await make.grow(log, "a", 1)
    for _ in range(50):
        stale = tip
        done = await asyncio.gather(*(log.append([make.unit("a", tip)]) for _ in range(5)), return_exceptions=True)
        [[tip]] = [each for each in done if isinstance(each, list)]
        assert sum(isinstance(each, StaleTip) for each in done) == 4
        with pytest.raises(StaleTip):
            await log.append([make.unit("a", stale)])
        if codes >= {10071, 10164}:
            break
    assert codes == {10071, 10164}


async def test_reads_wait_while_a_dead_leader_is_replaced(own_cluster: Cluster, prefix, make):
    async with await EventLog.open(own_cluster.settings(prefix)) as log:
        tip = await make.grow(log, "a", 3)
        own_cluster.kill(await leader(log))
        assert await log.end() == 3
        assert (await log.last("a")).sequence == 3
        assert await log.load("a", fresh=True) == await log.load("a")
        [after] = await log.append([make.unit("a", tip)])
        assert await log.end() == after.sequence == 4


def test_a_subscription_outlives_the_loss_of_the_leader_and_then_of_the_quorum(own_cluster: Cluster, prefix):
    env = {
        "PERSISTENCE_MODULE": "eventsourcing_nats",
        "NATS_URL": own_cluster.url,
        "NATS_PREFIX": prefix,
        "NATS_REPLICAS": "3",
        "NATS_PATIENCE": "20",
    }
    seen: list[int] = []
    with Application(env) as app, Application(env | {"NATS_PATIENCE": "1"}) as reading:
        subscription = reading.recorder.subscribe(gt=0)

        def read() -> None:
            with subscription:
                seen.extend(notification.id for notification in subscription)

        reader = threading.Thread(target=read)
        reader.start()
        app.save(Aggregate())
        until(lambda: seen == [1])
        leads = asyncio.run(leader_of(own_cluster, prefix))
        own_cluster.kill(leads)
        app.save(Aggregate())
        until(lambda: seen == [1, 2])
        [other, _] = [number for number in range(3) if number != leads]
        stand_still(own_cluster.servers[other].pid)
        time.sleep(15)  # longer than a leader believes in its quorum, and far longer than the reader's patience
        assert reader.is_alive()
        os.kill(own_cluster.servers[other].pid, signal.SIGCONT)
        own_cluster.start(leads)
        app.save(Aggregate())
        until(lambda: seen == [1, 2, 3])
        subscription.stop()
        reader.join(5)
        assert not reader.is_alive()


async def leader_of(cluster: Cluster, prefix: str) -> int:
    async with await EventLog.open(cluster.settings(prefix)) as log:
        return await leader(log)


def until(so) -> None:
    deadline = time.monotonic() + 30
    while not so():
        assert time.monotonic() < deadline
        time.sleep(0.02)
