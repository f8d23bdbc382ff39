"""While a read model is built in its new version nobody reads the old tables; those of a newer program are left alone."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table

from domain.record.envelope import Recorded
from domain.ticket.numbering import number_of
from projections.errors import BadQuery, NotReadable
from projections.operating.rebuild import rebuild
from projections.projection import Projection
from projections.runner import Runner
from projections.sql.rows import Rows
from projections.store import ReadStore
from tests.projections.conftest import Running
from tests.projections.examples import GRADED, OPENED, Counting
from tests.projections.logs import ListLog

NOW = datetime(2024, 6, 1, tzinfo=UTC)
WIDER = Table(
    "counts",
    MetaData(),
    Column("number", String, primary_key=True),
    Column("events", Integer, nullable=False),
    Column("last", String),
)


class Slowly(ListLog):
    """Stops in the middle of the log until told to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.open, self.stop_at = asyncio.Event(), 10_000

    async def follow(self, after: int = 0, *, until: int | None = None) -> Any:
        async for events in super().follow(after, until=until):
            if events[-1].sequence > self.stop_at:
                await self.open.wait()
            yield events


def wide(rows: Rows, recorded: Recorded) -> None:
    number = number_of(recorded.envelope.aggregate)
    row = rows.get(WIDER, number) or {"number": number, "events": 0}
    rows.put(WIDER, {**row, "events": row["events"] + 1, "last": recorded.envelope.type})


OLD, NEW = Counting().projection, Projection("counts", 2, "计数", (WIDER,), wide)


def fill(log: ListLog, events: int) -> None:
    for count in range(events):
        log.happen(f"n-{count % 3}", GRADED if count > 2 else OPENED)


async def held(runner: Runner) -> NotReadable:
    with pytest.raises(NotReadable) as raised:
        await runner.require("counts")
    return raised.value


async def test_nobody_reads_old_tables_while_the_new_version_is_built(store: ReadStore, running: Running):
    log = Slowly()
    fill(log, 300)
    await rebuild(log, store, OLD, epoch="e1", clock=lambda: NOW)
    sound = Projection("sound", 1, "好", (), lambda rows, recorded: None)
    log.batch, log.stop_at = 100, 200
    async with running(log, store, projections=[NEW, sound], batch=100) as runner:
        assert await runner.wait_for(200, 5, "sound")
        assert (await held(runner)).code == "being-built"
        assert not await runner.wait_for(1, 0.1, "counts")
        await until(lambda: runner._held["counts"].details["done"] == 200)
        reason = await held(runner)
        assert "200 of 300 events done" in reason.say("en")
        assert "已处理 200 / 300 个事件" in reason.say("zh")
        await runner.require("sound")
        counts, _ = await runner.status()
        assert (counts.state, counts.position, counts.lag_events, counts.current) == ("being-built", 200, 100, False)
        log.open.set()
        assert await runner.wait_for(300, 5)
        await runner.require("counts")
        assert {status.state for status in await runner.status()} == {"in-use"}
    assert {(row["events"], row["last"]) for row in store.dump(WIDER)} == {(100, "ticket-graded")}


async def test_tables_of_a_newer_program_are_left_alone_and_said_to_be(
    log: ListLog, store: ReadStore, running: Running
):
    fill(log, 12)
    await rebuild(log, store, NEW, epoch="e1", clock=lambda: NOW)
    async with running(log, store, projections=[OLD], look_every=0.05) as runner:
        reason = await held(runner)
        assert reason.code == "newer-version"
        assert "(version 2; this one has 1)" in reason.say("en")
        assert "版本 2，本程序为 1" in reason.say("zh")
        [status] = await runner.status()
        assert (status.state, status.current) == ("newer-version", False)
        assert store.positions()["counts"].version == 2
        await runner.rebuild("counts")
        assert await runner.wait_for(12, 5)
        await runner.require("counts")
    assert store.positions()["counts"].version == 1


async def test_a_newer_programs_swap_is_noticed_though_nothing_happens(
    log: ListLog, store: ReadStore, running: Running
):
    fill(log, 12)
    async with running(log, store, projections=[OLD], look_every=0.05) as runner:
        assert await runner.wait_for(12, 5)
        await rebuild(log, store, NEW, epoch="e1", clock=lambda: NOW)
        await until(lambda: "counts" in runner._held)
        assert (await held(runner)).code == "newer-version"
        assert not await runner.wait_for(12, 0.1)


async def test_a_reader_waits_until_it_is_known_what_can_be_read(log: ListLog, store: ReadStore):
    fill(log, 12)
    await rebuild(log, store, NEW, epoch="e1", clock=lambda: NOW)
    runner = Runner(log, store, epoch="e1", clock=lambda: NOW, projections=[OLD])
    asked = asyncio.create_task(held(runner))
    await asyncio.sleep(0.05)
    task = asyncio.create_task(runner.run())
    assert (await asked).code == "newer-version"
    with pytest.raises(BadQuery):
        await runner.require("nothing")
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def until(true: Any) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110 -- what is waited for has no event
            await asyncio.sleep(0.01)
