"""The reports of a made-up year come out by themselves, each in time, whatever the day the service slept through."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from consumers.reports import Reports
from domain.application import TicketDesk
from domain.desk.metadata import SYSTEM
from domain.reports.events import ReportPublished
from domain.reports.period import midnight, over
from domain.store import Change
from gongdan.demo.engine.batching import Batch
from gongdan.service.rounds import ReadModels
from gongdan.storing.store import NatsEventStore
from projections.reports.folding import last_editions
from projections.runner import Runner
from projections.store import ReadStore
from tests.demo.making import ZONE, making

FIRST = date(2024, 1, 1)


class Department:
    """Made-up days go into a real log while a clock of our own goes from midnight to midnight."""

    def __init__(self, store: NatsEventStore, read: ReadStore, runner: Runner) -> None:
        self.store, self.read, self.now = store, read, midnight(FIRST, ZONE)
        desk = TicketDesk(store, zone=ZONE, clock=lambda: self.now)
        self.models = ReadModels(desk, store, runner, read, lambda: self.now, ZONE)
        self.reports = Reports(desk, self.models, lambda: self.now, ZONE)
        self.desk = desk
        self.tips: dict[str, Any] = {}

    async def live(self, days: int, per_day: float, asleep: tuple[date, ...] = ()) -> list[str]:
        """The names of the reports that came out, in order; nothing is looked at on the days ``asleep``."""
        out: list[str] = []
        batches = iter(making(days=days, per_day=per_day, first=FIRST).batches())
        waiting = next(batches, None)
        for after in range(1, days + 1):
            day = FIRST + timedelta(after)
            self.now = midnight(day, ZONE)
            while waiting is not None and waiting.at < self.now:
                await self._store(waiting)
                waiting = next(batches, None)
            if day.day <= 6 and day not in asleep:  # nothing is due on other days
                out += await self.reports.bring_out()
        return out

    async def _store(self, batch: Batch) -> None:
        keys = [events[0].envelope.aggregate for events in batch.events]
        changes = [Change(self.tips.get(key), tuple(events)) for key, events in zip(keys, batch.events, strict=True)]
        histories = await self.store.append(changes)
        self.tips |= {key: history.tip for key, history in zip(keys, histories, strict=True)}


@pytest.fixture
async def department(store: NatsEventStore, tmp_path: Path) -> AsyncIterator[Department]:
    with closing(ReadStore.open(tmp_path / "read.db")) as read:
        runner = Runner(store, read, epoch=store.epoch, clock=lambda: datetime.now(UTC))
        task = asyncio.create_task(runner.run())
        yield Department(store, read, runner)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def shown(department: Department) -> list[tuple[str, int, bool]]:
    await department.models.published()  # waits until the read models show all
    with department.read.read() as connection:
        return [(row["period"], row["edition"], row["on_time"]) for row in last_editions(connection)]


async def test_months_and_a_quarter_come_out_on_time_and_once(department: Department):
    asleep = (date(2024, 2, 1), date(2024, 2, 2), date(2024, 2, 3))
    assert await department.live(93, 0.4, asleep) == ["2024-01", "2024-02", "2024-03", "2024-Q1"]
    assert sorted(await shown(department)) == [(name, 1, True) for name in ("2024-01", "2024-02", "2024-03", "2024-Q1")]
    (event,) = await department.desk.events_of("report-2024-02")
    assert isinstance(event.event, ReportPublished)
    assert (event.envelope.actor.id, event.envelope.actor.role) == (SYSTEM.id, "system")


async def test_who_was_down_until_the_seventh_brings_it_out_late_and_says_so(department: Department):
    await department.live(38, 0.4, tuple(date(2024, 2, day) for day in range(1, 7)))
    assert await shown(department) == []
    department.now = midnight(date(2024, 2, 7), ZONE)
    assert await department.reports.bring_out() == ["2024-01"]
    assert await shown(department) == [("2024-01", 1, False)]


@pytest.mark.slow
@pytest.mark.timeout(1800)
async def test_a_whole_year(department: Department):
    names = [period.name for period in over(FIRST, date(2025, 1, 1))]
    assert len(names) == 16
    assert await department.live(368, 20.0) == names
    assert sorted(await shown(department)) == sorted((name, 1, True) for name in names)


def test_what_is_over_is_all_that_ended_since_the_first_day_months_before_their_quarter():
    names = [period.name for period in over(date(2024, 2, 10), date(2024, 7, 1))]
    assert names == ["2024-02", "2024-03", "2024-Q1", "2024-04", "2024-05", "2024-06", "2024-Q2"]
    assert over(date(2024, 2, 10), date(2024, 2, 29)) == []
