"""Where much is to be caught up with, another process feeds the read models; whatever it does, all are fed."""

import asyncio
import gc
import time
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs

from projections import customers, progress, register, staff
from projections.registry import named
from projections.running.aiding import Aid, Watch, feed, long_turns, shared_out
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


def test_the_dearest_are_shared_out_and_nobody_has_none():
    shared = shared_out([Build.live(model) for model in MODELS], 2)
    assert [[build.name for build in part] for part in shared] == [["register"], ["progress", "customers", "staff"]]
    assert len(shared_out([Build.live(model) for model in MODELS], 9)) == len(MODELS)


async def test_a_helper_feeds_all_and_the_runner_goes_on(log: ListLog, store: ReadStore, running: Running):
    filled(log)
    asked: list[str] = []

    async def helper(names: Sequence[str], until: int) -> None:
        asked.extend(names)
        await feed(log, store, [Build.live(named(name)) for name in names], until, lambda: datetime.now(UTC))

    async with running(log, store, projections=MODELS, aid=Aid(helper, worth=12)) as runner:
        assert await runner.wait_for(12, 20)
        filled(log)
        assert await runner.wait_for(24, 20)
    assert asked == ["register", "progress", "customers", "staff"]
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


async def test_a_helper_that_hangs_is_ended_and_not_needed(log: ListLog, sqlite_store: ReadStore, running: Running):
    filled(log)
    ended = asyncio.Event()

    async def helper(names: Sequence[str], until: int) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    with capture_logs() as said:
        async with running(log, sqlite_store, projections=MODELS, aid=Aid(helper, worth=12, patience=0.5)) as runner:
            assert await runner.wait_for(12, 20)
            assert ended.is_set()
    assert [each["error"] for each in said if each["event"] == "catching_up_unaided"] == ["StandsStill"]
    assert {position.position for position in sqlite_store.positions().values()} == {12}


def test_collecting_garbage_is_as_it_was_once_all_is_caught_up_with():
    before = gc.get_threshold()
    with long_turns():
        assert gc.get_threshold() > before
    assert gc.get_threshold() == before


def test_a_helper_that_moves_is_waited_for_however_long_it_takes():
    now = 0.0
    watch = Watch(30.0, lambda: now)
    moves = [(0, 0), (29, 0), (31, 5000), (60, 5000), (61, 5000), (62, 5000)]
    found: list[tuple[float, bool]] = []
    for now, position in moves:
        found.append((now, watch.stands_still(position)))
    assert found == [(0, False), (29, False), (31, False), (60, False), (61, False), (62, True)]


async def test_a_log_that_fails_once_when_positions_are_read_ends_nothing(
    log: ListLog, sqlite_store: ReadStore, running: Running, monkeypatch: pytest.MonkeyPatch
):
    """Each of the first calls in turn: where it comes in the start of a runner must not matter."""
    filled(log)
    end, calls = log.end, 0

    async def failing() -> int:
        nonlocal calls
        calls += 1
        if calls in (1, 2, 4, 5):
            raise ConnectionError("the connection was lost")
        return await end()

    monkeypatch.setattr(log, "end", failing)
    async with running(log, sqlite_store, projections=MODELS) as runner:
        assert await runner.wait_for(12, 20)
    assert calls > 5
    assert {position.position for position in sqlite_store.positions().values()} == {12}
