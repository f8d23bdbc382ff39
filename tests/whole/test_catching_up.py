"""The second process that catches up beside the service: it feeds its part, and ends with who started it."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
from structlog.testing import capture_logs

from gongdan.composition import Broker, Opened, open_store, prepare
from gongdan.nats_servers.embedded import NatsServer
from gongdan.opening.database import open_read_store
from gongdan.service import catching_up, home
from gongdan.service.catching_up import NotCaughtUp, helper
from gongdan.settings import Settings
from projections import progress, register
from projections.runner import Runner
from projections.running.aiding import Aid
from projections.running.build import Build
from projections.store import ReadStore
from tests.lookalike import helpdesk
from tests.whole.reading import Desk

CASES = 300
"""More events than are folded before the first fork."""


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
            await Desk(opened.store, keys).import_file(helpdesk.write(tmp_path / "log.csv", cases=CASES))
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
        assert register.count(connection).rows == CASES
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


async def test_one_that_hangs_is_killed_and_its_part_done_without_it(place: Place, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(catching_up, "_STOPPING", 0.5)
    catch_up = helper(place.settings, place.broker)
    if catch_up is None:
        pytest.skip("one core")
    runner = Runner(
        place.opened.store,
        place.store,
        epoch=place.opened.store.epoch,
        clock=lambda: datetime.now(UTC),
        projections=[register.PROJECTION, progress.PROJECTION],
        aid=Aid(catch_up, worth=place.end, patience=1.5),
    )
    before = {child.pid for child in psutil.Process().children()}
    with capture_logs() as said:
        running = asyncio.create_task(runner.run())
        while not (begun := {child.pid for child in psutil.Process().children()} - before):  # noqa: ASYNC110 -- a process
            await asyncio.sleep(0.01)
        (hanging,) = begun
        os.kill(hanging, signal.SIGSTOP)
        assert await runner.wait_for(place.end, 30)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert not psutil.pid_exists(hanging)
    assert [each["error"] for each in said if each["event"] == "catching_up_unaided"] == ["StandsStill"]
    assert {place.position(name) for name in ("register", "progress")} == {place.end}
