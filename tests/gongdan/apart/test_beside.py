"""Followers in another process as the service sees them: what they are told, and what is known of one that fails."""

import asyncio
import contextlib
import socket
import subprocess
from collections.abc import AsyncIterator, Callable
from types import SimpleNamespace
from typing import Any

import pytest
from prometheus_client import CollectorRegistry, Counter, Gauge
from structlog.testing import capture_logs

from domain.refusals import StoreUnavailable
from gongdan.failures import Failure
from gongdan.service.apart import beside
from gongdan.service.apart.beside import Apart
from gongdan.service.apart.channel import Channel, Hear
from gongdan.service.apart.news import SharedNews
from gongdan.service.apart.standing import Standing, Stopped
from projections.running.shown import Snapshot


class Line:
    """Forks as the test wants them: each ``begin`` is one more process, whose end of the line the test has."""

    def __init__(self, pid: int = 0) -> None:
        self.pid, self.ends = pid, asyncio.Queue[socket.socket]()
        self.refuses: list[Exception] = []

    async def begin(self) -> tuple[socket.socket, int]:
        if self.refuses:
            raise self.refuses.pop(0)
        ours, theirs = socket.socketpair()
        self.ends.put_nowait(theirs)
        return ours, self.pid

    async def ended(self) -> int:
        return 9

    def kill(self) -> None:
        raise AssertionError("nobody hangs here")


class Models:
    """What would hear of positions."""

    async def hear(self, said: Snapshot) -> None:
        """Nothing is looked at."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_FIRST_PAUSE", 0.01)
    monkeypatch.setattr(beside, "_TICK", 0.02)
    monkeypatch.setattr(beside, "_FORGETTING", 0.1)


def parts(line: Line, cut: int = 0) -> tuple[Apart, SimpleNamespace, SimpleNamespace]:
    losses, projecting = SimpleNamespace(cut=cut), SimpleNamespace(stopped=None)
    known: tuple[Any, ...] = (line, "broker", losses, projecting, Models(), SharedNews())
    return Apart(*known), losses, projecting


@contextlib.asynccontextmanager
async def other_end(line: Line, **heard: Hear) -> AsyncIterator[tuple[Channel, list[tuple[str, Any]]]]:
    """The process that was begun: its channel, and what it was told."""
    told: list[tuple[str, Any]] = []

    def noted(what: str) -> Hear:
        async def note(said: Any) -> None:
            told.append((what, said))

        return note

    channel = await Channel.on(await asyncio.wait_for(line.ends.get(), 5))
    names = ("begin", "cut", "news", "stop")
    hearing = asyncio.create_task(channel.hear({name: noted(name) for name in names} | heard))
    try:
        yield channel, told
    finally:
        channel.close()
        await hearing


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 -- what is looked at has no event
            await asyncio.sleep(0.005)


def value(apart: Apart, name: str) -> float:
    [sample] = [each for family in apart.measured() for each in family.samples if each.name == name]
    return sample.value


async def test_that_the_log_lost_its_end_is_told_at_the_beginning_and_whenever_more_is_lost():
    line = Line()
    apart, losses, _ = parts(line, cut=3)
    running = asyncio.create_task(apart.run())
    async with other_end(line) as (_, told):
        await until(lambda: told == [("begin", ("broker", 3))])
        losses.cut = 5
        await until(lambda: told[1:] == [("cut", 5)])
    async with other_end(line) as (_, told):
        await until(lambda: bool(told))
        assert told == [("begin", ("broker", 5))]
    running.cancel()


async def test_it_is_up_once_it_has_begun_and_what_it_counted_stays_counted():
    line, registry = Line(), CollectorRegistry()
    counter = Counter("gongdan_reactions_of_a_test", "Of a test.", registry=registry)
    Gauge("gongdan_lease_of_a_test", "Of a test.", registry=registry).set(1)
    counter.inc(4)
    apart, _, projecting = parts(line)
    running = asyncio.create_task(apart.run())

    def counted(name: str) -> list[float]:
        return [each.value for family in apart.counted() for each in family.samples if each.name == name]

    async with other_end(line) as (channel, _):
        await asyncio.sleep(0.03)
        assert value(apart, "gongdan_followers_up") == 0
        stopped = Stopped("日志不连续", "the log has a gap")
        channel.tell("standing", Standing(stopped, ["deadlines"], counted=[*registry.collect()]))
        await asyncio.wait_for(apart.ready.wait(), 5)
        assert value(apart, "gongdan_followers_up") == 1
        assert (projecting.stopped.say("zh"), str(projecting.stopped)) == ("日志不连续", "the log has a gap")
        assert counted("gongdan_lease_of_a_test") == [1]
    await until(lambda: value(apart, "gongdan_followers_restarts_total") == 1)
    assert value(apart, "gongdan_followers_up") == 0
    assert (counted("gongdan_reactions_of_a_test_total"), counted("gongdan_lease_of_a_test")) == ([4], [])
    assert [*apart.names] == ["deadlines"]
    async with other_end(line) as (channel, _):
        channel.tell("standing", Standing(counted=[*registry.collect()]))
        await until(lambda: counted("gongdan_reactions_of_a_test_total") == [8])
    running.cancel()


async def test_one_that_says_nothing_from_its_beginning_on_is_killed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(beside, "SILENCE", 0.1)
    with await asyncio.to_thread(subprocess.Popen, ["sleep", "60"]) as hanging:
        line = Line(hanging.pid)
        apart, _, _ = parts(line)
        with capture_logs() as said:
            running = asyncio.create_task(apart.run())
            async with other_end(line):
                assert await asyncio.to_thread(hanging.wait, 5) == -9
        running.cancel()
    assert [each["event"] for each in said][:1] == ["followers_silent"]


async def test_what_it_may_still_hold_is_not_called_forgotten():
    line = Line()
    apart, _, _ = parts(line)
    await apart.forget()  # nobody is there
    running = asyncio.create_task(apart.run())

    async def beginning(_: None) -> None:
        raise StoreUnavailable("just beginning")

    async with other_end(line, forget=beginning):
        await until(lambda: bool(apart.counted) and apart._channel is not None)
        with pytest.raises(StoreUnavailable):
            await apart.forget()

    async def silent(_: None) -> None:
        await asyncio.sleep(60)

    async with other_end(line, forget=silent) as (channel, told):
        await until(lambda: bool(told))
        with pytest.raises(StoreUnavailable):
            await apart.forget()
        forgetting = asyncio.create_task(apart.forget())
        await asyncio.sleep(0.01)
        channel.close()
        await forgetting  # it ended, and all that it held with it
    running.cancel()


async def test_where_none_can_be_forked_just_now_it_is_tried_again_and_where_nobody_forks_it_is_a_failure():
    line = Line()
    line.refuses = [OSError(24, "too many"), EOFError()]
    apart, _, _ = parts(line)
    with capture_logs() as said, pytest.raises(Failure) as failed:
        await asyncio.wait_for(apart.run(), 5)
    assert failed.value.code == "followers-lost"
    assert [each["event"] for each in said] == ["followers_not_begun", "followers_ended", "followers_lost"]


async def test_a_stop_while_none_is_there_waits_for_nothing():
    line = Line()
    line.refuses = [OSError(24, "too many")] * 1000
    apart, _, _ = parts(line)
    with capture_logs() as said:
        running = asyncio.create_task(apart.run())
        await asyncio.sleep(0.05)
        await asyncio.wait_for(apart.stop(running), 5)
    assert "followers_not_stopped" not in {each["event"] for each in said}
