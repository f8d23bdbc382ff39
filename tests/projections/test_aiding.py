"""Where much is to be caught up with, another process feeds half of the read models; whatever it does, all are fed."""

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs

from projections import customers, progress, register, staff
from projections.registry import named
from projections.running.aiding import Aid, feed
from projections.running.bookkeeping import Position
from projections.running.build import Build
from projections.store import ReadStore
from tests.projections.conftest import Running
from tests.projections.examples import GRADED, OPENED
from tests.projections.logs import ListLog

MODELS = [register.PROJECTION, progress.PROJECTION, customers.PROJECTION, staff.PROJECTION]


def filled(log: ListLog, events: int = 12) -> ListLog:
    for count in range(events):
        log.happen(f"n-{count % 3}", GRADED if count > 2 else OPENED)
    return log


async def test_the_dearest_are_shared_out_and_all_are_fed(log: ListLog, store: ReadStore, running: Running):
    filled(log)
    asked: list[str] = []

    async def helper(names: Sequence[str], until: int) -> None:
        asked.extend(names)
        await feed(log, store, [Build.live(named(name)) for name in names], until, lambda: datetime.now(UTC))

    async with running(log, store, projections=MODELS, aid=Aid(helper, worth=12)) as runner:
        assert await runner.wait_for(12, 20)
        filled(log)
        assert await runner.wait_for(24, 20)
    assert asked == ["customers", "progress", "staff"]
    assert {row["number"]: row["events"] for row in store.dump(register.REGISTER)} == {"n-0": 8, "n-1": 8, "n-2": 8}
    assert {position.position for position in store.positions().values()} == {24}


async def test_a_helper_that_fails_is_not_needed(log: ListLog, store: ReadStore, running: Running):
    filled(log)
    calls = 0

    async def helper(names: Sequence[str], until: int) -> None:
        nonlocal calls
        calls += 1
        raise OSError("killed")

    with capture_logs() as said:
        async with running(log, store, projections=MODELS, aid=Aid(helper, worth=12)) as runner:
            assert await runner.wait_for(12, 20)
    assert calls == 1
    assert "catching_up_unaided" in {each["event"] for each in said}
    assert {position.position for position in store.positions().values()} == {12}


async def test_little_is_caught_up_with_alone(log: ListLog, sqlite_store: ReadStore, running: Running):
    filled(log)
    asked: list[str] = []

    async def helper(names: Sequence[str], until: int) -> None:
        asked.extend(names)

    async with running(log, sqlite_store, projections=MODELS, aid=Aid(helper, worth=13)) as runner:
        assert await runner.wait_for(12, 20)
    assert asked == []


async def test_a_helper_ends_with_the_runner(log: ListLog, sqlite_store: ReadStore, running: Running):
    filled(log)
    begun, ended = asyncio.Event(), asyncio.Event()

    async def helper(names: Sequence[str], until: int) -> None:
        begun.set()
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    async with running(log, sqlite_store, projections=MODELS, aid=Aid(helper, worth=12)):
        await asyncio.wait_for(begun.wait(), 20)
    assert ended.is_set()


async def test_a_store_that_fails_for_a_moment_meanwhile_ends_nothing(
    log: ListLog, sqlite_store: ReadStore, running: Running, monkeypatch: pytest.MonkeyPatch
):
    filled(log)
    positions, until_then, seen = sqlite_store.positions, float("inf"), 0

    async def helper(names: Sequence[str], until: int) -> None:
        nonlocal until_then
        until_then = time.monotonic() + 1.5
        await asyncio.sleep(2)
        await feed(log, sqlite_store, [Build.live(named(name)) for name in names], until, lambda: datetime.now(UTC))

    def failing() -> dict[str, Position]:
        nonlocal seen
        if time.monotonic() < until_then < float("inf"):
            seen += 1
            raise OSError("disk I/O error")
        return positions()

    monkeypatch.setattr(sqlite_store, "positions", failing)
    async with running(log, sqlite_store, projections=MODELS, aid=Aid(helper, worth=12)) as runner:
        assert await runner.wait_for(12, 20)
    assert seen > 1
    assert {position.position for position in positions().values()} == {12}
