"""A part of the program whose reads of the log go unanswered is named after the grace, until one is answered."""

import asyncio
from dataclasses import dataclass

import pytest

from eventsourcing_nats import EventLog, StoreUnavailable
from gongdan.watching.reads import ReadWatch


@dataclass
class Told:
    """A log that answers, or not, as the test says."""

    answers: bool = True

    async def end(self) -> int:
        if self.answers:
            return 7
        raise StoreUnavailable("no answer")


class Hanging(Told):
    async def end(self) -> int:
        await asyncio.Event().wait()
        return 7


class Running:
    """Both parts of a service, at a time of their own."""

    def __init__(self) -> None:
        self.now, self.api, self.projections = 100.0, Told(), Told()
        self.watch = ReadWatch({"api": self.api, "projections": self.projections}, lambda: self.now)

    async def unread(self, *, later: float) -> list[str]:
        self.now += later
        for part in ("api", "projections"):
            await self.watch.look(part)
        return self.watch.unread

    @property
    def measured(self) -> dict[str, float]:
        [metric] = self.watch.measured()
        return {sample.labels["part"]: sample.value for sample in metric.samples}


async def test_while_both_are_answered_none_is_unread():
    running = Running()
    assert await running.unread(later=60) == []
    assert running.measured == {"api": 1, "projections": 1}


async def test_the_one_that_is_not_answered_is_named_after_the_grace_and_no_more_once_it_is():
    running = Running()
    running.projections.answers = False
    assert await running.unread(later=14.9) == []
    assert await running.unread(later=0.2) == ["projections"]
    assert running.measured == {"api": 1, "projections": 0}
    running.projections.answers = True
    assert await running.unread(later=60) == []


async def test_both_are_named_also_where_nothing_was_ever_answered():
    running = Running()
    running.api.answers = running.projections.answers = False
    assert await running.unread(later=15.1) == ["api", "projections"]


async def test_a_real_log_is_answered_until_it_is_closed(log: EventLog):
    now = 100.0
    watch = ReadWatch({"api": log}, lambda: now)
    now += 60
    assert watch.unread == ["api"]
    await watch.look("api")
    assert watch.unread == []
    await log.close()
    now += 60
    await watch.look("api")
    assert watch.unread == ["api"]


@pytest.mark.parametrize("silent", ["api", "projections"])
async def test_one_read_that_hangs_holds_up_no_other(silent: str):
    now = 100.0
    logs = {part: Hanging() if part == silent else Told() for part in ("api", "projections")}
    watch = ReadWatch(logs, lambda: now)
    now += 60
    task = asyncio.create_task(watch.watch())
    await asyncio.sleep(0.05)
    task.cancel()
    assert watch.unread == [silent]
