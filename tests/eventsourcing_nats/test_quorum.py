"""Whether an append could be stored is told as it is, also by a leader that does not know yet that it is alone."""

import asyncio
import os
import signal
import time
from dataclasses import replace

import pytest

from eventsourcing_nats import EventLog, Quorum, StoreUnavailable
from eventsourcing_nats.broker.requests import Unanswered, Undelivered
from tests.eventsourcing_nats.cluster import Cluster
from tests.standing_still import stand_still

pytestmark = pytest.mark.library


async def test_one_server_is_a_quorum_of_one(log: EventLog):
    assert await log.quorum(0.5) == Quorum(can_store=True, wanted=1, current=1, leader="gongdan")


async def test_a_server_that_stands_still_could_store_nothing(own_server, prefix, make):
    async with await EventLog.open(make.settings(own_server, prefix)) as log:
        stand_still(own_server.process.pid)
        started = time.monotonic()
        found = await log.quorum(0.3)
        assert time.monotonic() - started < 0.6
        os.kill(own_server.process.pid, signal.SIGCONT)
    assert (found.can_store, found.current, found.leader) == (False, 0, None)
    assert found.why.startswith("no answer within")


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


async def test_a_closed_log_could_store_nothing(log: EventLog):
    await log.close()
    found = await log.quorum(0.2)
    assert (found.can_store, found.why) == (False, "the log is closed: open it again")


async def leader(log: EventLog) -> int:
    """The number of the server that leads the stream."""
    found = await log.quorum()
    assert found == Quorum(can_store=True, wanted=3, current=3, leader=found.leader)
    return int(found.leader[1:])


def at(cluster: Cluster, number: int, prefix: str, **more: object):
    """The settings to reach one of the servers only."""
    url = f"nats://127.0.0.1:{cluster.clients[number]}"
    return replace(cluster.settings(prefix), url=url, request_timeout=1, patience=1, **more)


@pytest.mark.parametrize("stop", [stand_still, kill], ids=["paused", "killed"])
@pytest.mark.cluster
@pytest.mark.slow
async def test_a_leader_left_alone_could_store_nothing_and_names_who_is_missing(own_cluster, prefix, make, stop):
    async with await EventLog.open(own_cluster.settings(prefix)) as log:
        leads = await leader(log)
    others = [number for number in range(3) if number != leads]
    async with await EventLog.open(at(own_cluster, leads, prefix)) as log:
        await log.append([make.unit("a")])
        stop(own_cluster.servers[others[0]].pid)
        assert (await log.quorum()).can_store
        stop(own_cluster.servers[others[1]].pid)
        found = await log.quorum(4)
    assert (found.can_store, found.wanted, found.current) == (False, 3, 1)
    assert sorted(found.offline + found.lagging) == [f"n{number}" for number in others]
    assert found.why


@pytest.mark.cluster
@pytest.mark.slow
async def test_without_a_quorum_no_end_is_told_as_a_follower_has_it(own_cluster, prefix, make):
    async with await EventLog.open(own_cluster.settings(prefix)) as log:
        await make.grow(log, "a", 3)
        leads = await leader(log)
    left, other = [number for number in range(3) if number != leads]
    async with await EventLog.open(at(own_cluster, left, prefix)) as log:
        assert await log.end() == 3
        for number in (leads, other):
            own_cluster.kill(number)
        await answered_by_a_follower(log)
        with pytest.raises(StoreUnavailable):
            await log.end()
        found = await log.quorum(0.5)
        assert (found.can_store, found.leader) == (False, None)


async def answered_by_a_follower(log: EventLog) -> None:
    """Until what is left of the cluster has noticed that nobody leads, and tells what it has itself."""
    async with asyncio.timeout(30):
        while True:
            try:
                answer = await log._reading.ask(f"$JS.API.STREAM.INFO.{log.stream}", b"", 1)
            except (Unanswered, Undelivered):
                await asyncio.sleep(0.1)
                continue
            if b'"last_seq":3' in answer.data:
                return
