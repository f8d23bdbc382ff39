"""The second process that catches up beside the service: it feeds its part, and ends with who started it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gongdan.composition import Broker, Opened, open_store, prepare
from gongdan.nats_servers.embedded import NatsServer
from gongdan.opening.database import open_read_store
from gongdan.service import home
from gongdan.service.catching_up import NotCaughtUp, helper
from gongdan.settings import Settings
from projections import progress, register
from projections.running.build import Build
from projections.store import ReadStore
from tests.lookalike import helpdesk
from tests.whole.reading import Desk


@dataclass(frozen=True)
class Place:
    settings: Settings
    broker: Broker
    opened: Opened
    store: ReadStore
    end: int

    def position(self, name: str) -> int:
        return self.store.positions()[name].position


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    settings = Settings(home=home.prepare(tmp_path / "home"))
    server = NatsServer(settings.home / "nats", prefix=settings.prefix).start()
    broker = Broker.of(server)
    with closing(await prepare(settings, broker, lambda made: None, bound=False)) as keys:
        async with open_store(settings, broker, keys) as opened:
            await Desk(opened.store, keys).import_file(helpdesk.write(tmp_path / "log.csv", cases=40))
            with closing(open_read_store(settings, keys)) as store:
                with store.write() as connection:
                    for projection in (register.PROJECTION, progress.PROJECTION):
                        Build.live(projection).start(connection, opened.store.epoch, datetime.now(UTC))
                yield Place(settings, broker, opened, store, await opened.store.end())
    server.stop()


async def test_it_feeds_the_read_models_that_it_is_told_of_and_no_others(place: Place):
    catch_up = helper(place.settings, place.broker)
    if catch_up is None:
        pytest.skip("one core")
    await catch_up(["register"], place.end)
    assert (place.position("register"), place.position("progress")) == (place.end, 0)
    with place.store.read() as connection:
        assert register.count(connection).rows == 40
    with pytest.raises(NotCaughtUp):
        await catch_up(["no-such-model"], place.end)


async def test_it_ends_when_it_is_no_longer_wanted(place: Place):
    catch_up = helper(place.settings, place.broker)
    if catch_up is None:
        pytest.skip("one core")
    catching_up = asyncio.ensure_future(catch_up(["register"], place.end + 1))
    done, _ = await asyncio.wait([catching_up], timeout=1)
    assert not done
    catching_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(catching_up, 20)
