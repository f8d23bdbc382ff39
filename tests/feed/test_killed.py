"""The relay is killed at any moment, again and again, while much happens: nothing is missing, nothing comes twice."""

import asyncio
import pickle
import random
from pathlib import Path

import pytest

from gongdan.composition import Broker, Opened
from gongdan.demo.engine.storing import store_all
from gongdan.nats_servers.embedded import NatsServer
from gongdan.settings import Settings
from tests.conftest import MASTER
from tests.demo.making import making
from tests.feed.conftest import Relaying
from tests.feed.dying import killed
from tests.feed.reading import Feed, should_stand, shown


@pytest.mark.parametrize("kills", [5, pytest.param(100, marks=[pytest.mark.slow, pytest.mark.timeout(900)])])
async def test_a_relay_that_is_killed_again_and_again_tells_all_once(
    kills: int,
    settings: Settings,
    own_server: NatsServer,
    opened: Opened,
    relaying: Relaying,
    feed: Feed,
    tmp_path: Path,
):
    chance = random.Random(kills)
    told = pickle.dumps((settings, Broker.of(own_server), str(tmp_path / "keys.db"), MASTER))
    made = making(7, max(2, kills // 5), 8)
    filling = asyncio.create_task(store_all(opened.store, made.batches(), lambda batch: None))
    for _ in range(kills):
        await killed("tests.feed.program", told, chance.uniform(0.0, 0.8))
    await filling
    end = await opened.log.end()
    async with relaying() as relay:
        await shown(relay, end)

    stands, should = await feed.stands(), await should_stand(opened.store, "gongdan")
    print(f"\n{kills} kills, {end} events, {len(stands)} told")
    assert len(stands) > 100
    assert stands == should
