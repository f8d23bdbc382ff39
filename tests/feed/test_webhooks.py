"""A webhook that was down has everything once afterwards, in the order of each ticket, whoever was killed meanwhile."""

import asyncio
import json
import pickle
import random
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from consumers.webhooks.outbox.deliveries import Deliveries
from consumers.webhooks.signing.signatures import verify
from domain.application import utc_now
from gongdan.composition import Broker, Opened
from gongdan.demo.engine.storing import store_all
from gongdan.nats_servers.embedded import NatsServer
from gongdan.settings import Settings
from projections.store import ReadStore
from tests.conftest import MASTER
from tests.demo.making import making
from tests.feed.delivering import SECRET, Subscribed, delivering
from tests.feed.dying import killed, living
from tests.feed.reading import should_stand, until
from tests.webhooks.receiver import Receiver, receiving

WITHIN = 120.0


@pytest.fixture
def read(tmp_path: Path) -> Iterator[ReadStore]:
    with closing(ReadStore.open(tmp_path / "read.db")) as opened:
        yield opened


async def filled(opened: Opened, days: int = 4, cases: int = 6) -> None:
    await store_all(opened.store, making(7, days, cases).batches(), lambda batch: None)


async def should_come(opened: Opened) -> dict[str, list[str]]:
    """The ids of a webhook's messages, by ticket, in order."""
    found = defaultdict[str, list[str]](list)
    for subject, event_id, _ in await should_stand(opened.store, "gongdan"):
        found[subject.rpartition(".")[2]].append(event_id.replace(".", "_"))
    return found


def came(receiver: Receiver) -> dict[str, list[str]]:
    """What was taken, each once by its id as a receiver keeps it, by ticket, in order."""
    found, seen = defaultdict[str, list[str]](list), set[str]()
    for request in receiver.requests:
        at = datetime.fromtimestamp(int(request.headers["webhook-timestamp"]), UTC)  # it may have come long ago
        verify(request.headers, request.body, [SECRET], at)
        if request.id not in seen:
            seen.add(request.id)
            found[json.loads(request.body)["subject"]].append(request.id)
    return found


async def test_all_webhooks_are_told_all_once_and_in_order_though_they_began_late(opened: Opened, read: ReadStore):
    await filled(opened)
    should = await should_come(opened)
    count = sum(map(len, should.values()))
    assert count > 100
    async with receiving() as receiver, delivering(opened.store, read, Subscribed(receiver.url)) as deliveries:
        await until(lambda: len(receiver.requests) >= count)
        await until(lambda: deliveries.waiting() == {}, WITHIN)

    assert came(receiver) == should
    assert len(receiver.requests) == count
    body = json.loads(receiver.requests[0].body)
    assert receiver.requests[0].headers["content-type"].startswith("application/cloudevents+json")
    assert (body["specversion"], body["source"]) == ("1.0", "urn:gongdan:log:of-this-test")
    assert body["data"]["number"] == body["subject"]


async def test_what_happens_while_it_runs_comes_at_once_and_what_was_before_does_not(opened: Opened, read: ReadStore):
    await filled(opened, days=2)
    end = await opened.log.end()
    async with receiving() as receiver:
        subscribed = Subscribed(receiver.url, count=3, begins=end, ordered=False)
        async with delivering(opened.store, read, subscribed) as deliveries:
            await store_all(opened.store, making(8, 2, 6, date(2024, 5, 1)).batches(), lambda batch: None)
            before = await _told_up_to(opened, end)
            should = sum(map(len, (await should_come(opened)).values())) - before
            await until(lambda: len(receiver.requests) >= 3 * should)
            await until(lambda: deliveries.waiting() == {}, WITHIN)

    assert should > 0
    assert len(receiver.requests) == 3 * should
    assert len(set(receiver.ids)) == should


async def _told_up_to(opened: Opened, position: int) -> int:
    """How many messages of the log's beginning."""
    async with asyncio.timeout(WITHIN):
        ids = {recorded.envelope.id async for batch in opened.store.follow(0, until=position) for recorded in batch}
    return sum(1 for each in await should_stand(opened.store, "gongdan") if each[1].partition(".")[0] in ids)


@pytest.mark.parametrize("kills", [2, pytest.param(50, marks=[pytest.mark.slow, pytest.mark.timeout(3_600)])])
async def test_one_that_was_down_has_all_once_though_who_delivers_is_killed_again_and_again(
    kills: int,
    settings: Settings,
    own_server: NatsServer,
    opened: Opened,
    read: ReadStore,
    tmp_path: Path,
):
    chance = random.Random(kills)
    async with receiving() as receiver:
        subscribed, keys = Subscribed(receiver.url), str(tmp_path / "keys.db")
        told = pickle.dumps((settings, Broker.of(own_server), keys, MASTER, str(tmp_path / "read.db"), subscribed))
        receiver.answering(503)
        days, cases = (4, 6) if kills < 10 else (62, 80)
        filling = asyncio.create_task(filled(opened, days, cases))
        for life in range(kills):
            if life == kills // 2:
                await filling
                receiver.answering(204)
                receiver.requests.clear()
                Deliveries(read).rest("hook-0", utc_now())  # as if somebody had resumed it: it is asked at once
            await killed("tests.feed.delivering", told, chance.uniform(0.0, 2.0 if kills < 10 else 4.0))
        should = await should_come(opened)
        count = sum(map(len, should.values()))
        async with living("tests.feed.delivering", told):
            await until(lambda: len(receiver.requests) >= count, 3_000)
            await until(lambda: Deliveries(read).waiting() == {}, WITHIN)

    print(f"\n{kills} kills, {await opened.log.end()} events, {count} messages, {len(receiver.requests)} requests")
    assert came(receiver) == should
