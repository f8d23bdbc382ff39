"""A read model is built anew beside the one in use and swapped, while the log grows."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import inspect, select

from projections.errors import NotComparable, Overtaken, PositionRefused
from projections.operating.kept import roll_back
from projections.operating.rebuild import rebuild
from projections.runner import Runner
from projections.running import bookkeeping
from projections.running.build import Build
from projections.running.writer import write
from projections.store import ReadStore
from tests.projections.conftest import Running
from tests.projections.examples import COUNTS, GRADED, OPENED, Counting
from tests.projections.logs import ListLog

NOW = datetime(2024, 6, 1, tzinfo=UTC)


def fill(log: ListLog, events: int) -> None:
    for count in range(events):
        log.happen(f"n-{count % 3}", GRADED if count > 2 else OPENED)


def counted(store: ReadStore) -> dict[str, int]:
    return {row["number"]: row["events"] for row in store.dump(COUNTS)}


async def built(log: ListLog, store: ReadStore, model: Counting, **settings: object) -> int:
    rebuilt = await rebuild(log, store, model.projection, epoch="e1", clock=lambda: NOW, **settings)  # type: ignore[arg-type]
    return rebuilt.position


async def test_a_parked_ticket_is_back_after_its_bug_is_mended(log: ListLog, store: ReadStore, running: Running):
    model = Counting()
    model.poison = {4}
    fill(log, 12)
    async with running(log, store, projections=[model.projection]) as runner:
        assert await runner.wait_for(12, 5)
        assert counted(store) == {"n-0": 1, "n-1": 4, "n-2": 4}
        model.poison = set()
        assert (await runner.rebuild("counts")).position == 12
        assert counted(store) == {"n-0": 4, "n-1": 4, "n-2": 4}
        with store.read() as connection:
            assert bookkeeping.parked(connection, "counts") == []
        fill(log, 3)
        assert await runner.wait_for(15, 5)
    assert counted(store) == {"n-0": 5, "n-1": 5, "n-2": 5}


async def test_a_rebuild_under_load_loses_and_doubles_nothing(log: ListLog, store: ReadStore, running: Running):
    model = Counting()
    fill(log, 600)

    async def load() -> None:
        for _ in range(60):
            fill(log, 30)
            await asyncio.sleep(0.005)

    async with running(log, store, projections=[model.projection], batch=20) as runner:
        loading = asyncio.create_task(load())
        for _ in range(3):
            await runner.rebuild("counts")
        await loading
        assert await runner.wait_for(2400, 10)
    assert counted(store) == {"n-0": 800, "n-1": 800, "n-2": 800}


async def test_readers_never_see_a_half_built_table(log: ListLog, store: ReadStore, running: Running):
    model, seen = Counting(), set[int]()
    fill(log, 300)

    def look(done: int, total: int) -> None:
        assert total == 300
        seen.add(sum(counted(store).values()))

    async with running(log, store, projections=[model.projection]) as runner:
        assert await runner.wait_for(300, 5)
    await built(log, store, model, progress=look, size=10)
    assert seen == {300}
    assert sum(counted(store).values()) == 300


async def test_a_swap_never_sets_readers_back(log: ListLog, store: ReadStore, running: Running):
    """While the build reads its last piece, the one in use has got three events further."""
    model, ahead = Counting(), list[int]()
    fill(log, 12)
    async with running(log, store, projections=[model.projection]) as runner:
        assert await runner.wait_for(12, 5)

    def get_ahead(done: int, total: int) -> None:
        if done == 12 and not ahead:
            fill(log, 3)
            write(store, [Build.live(model.projection)], 12, log.events[12:], NOW)
        ahead.append(done)

    assert await built(log, store, model, progress=get_ahead) == 15
    assert ahead == [12, 15]
    assert counted(store) == {"n-0": 5, "n-1": 5, "n-2": 5}


async def test_progress_counts_up_to_the_end(log: ListLog, store: ReadStore):
    calls: list[tuple[int, int]] = []
    fill(log, 25)
    await built(log, store, Counting(), progress=lambda done, total: calls.append((done, total)), size=10)
    assert calls == [(10, 25), (20, 25), (25, 25)]


async def test_a_build_can_stop_at_a_position(log: ListLog, store: ReadStore, running: Running):
    model = Counting()
    fill(log, 12)
    assert await built(log, store, model, until=6) == 6
    assert counted(store) == {"n-0": 2, "n-1": 2, "n-2": 2}
    async with running(log, store, projections=[model.projection]) as runner:
        assert await runner.wait_for(12, 5)
    assert counted(store) == {"n-0": 4, "n-1": 4, "n-2": 4}


async def test_a_rebuild_mends_a_position_of_another_log(log: ListLog, store: ReadStore, running: Running):
    model = Counting()
    fill(log, 12)
    async with running(log, store, projections=[model.projection]) as runner:
        assert await runner.wait_for(12, 5)
    other = ListLog()
    fill(other, 6)
    assert (await rebuild(other, store, model.projection, epoch="e2", clock=lambda: NOW)).position == 6
    async with running(other, store, projections=[model.projection], epoch="e2") as runner:
        assert await runner.wait_for(6, 5)
    assert counted(store) == {"n-0": 2, "n-1": 2, "n-2": 2}


async def test_a_rebuild_mends_tables_that_know_more_than_the_log(log: ListLog, store: ReadStore, running: Running):
    """An older copy of the log was put back, of the same epoch."""
    model = Counting()
    fill(log, 12)
    await built(log, store, model)
    del log.events[6:]
    with pytest.raises(NotComparable):
        await built(log, store, model, swap="never")
    assert await asyncio.wait_for(built(log, store, model), 5) == 6
    with pytest.raises(PositionRefused):
        await roll_back(log, store, model.projection, epoch="e1", clock=lambda: NOW)
    async with running(log, store, projections=[model.projection]) as runner:
        assert await runner.wait_for(6, 5)
    assert counted(store) == {"n-0": 2, "n-1": 2, "n-2": 2}


async def test_a_rebuild_that_fails_leaves_the_one_in_use_and_nothing_else(
    log: ListLog, store: ReadStore, running: Running
):
    model = Counting()
    fill(log, 12)
    async with running(log, store, projections=[model.projection]) as runner:
        assert await runner.wait_for(12, 5)
    log.failures = [ConnectionError("away")]
    with pytest.raises(ConnectionError):
        await built(log, store, model)
    assert counted(store) == {"n-0": 4, "n-1": 4, "n-2": 4}
    with store.read() as connection:
        assert set(inspect(connection).get_table_names()) == {"counts", "parked", "positions"}
        assert connection.execute(select(bookkeeping.POSITIONS.c.projection)).scalars().all() == ["counts"]


async def test_of_two_rebuilds_at_once_the_later_one_wins(log: ListLog, store: ReadStore):
    fill(log, 300)
    begun = asyncio.Event()
    first = asyncio.create_task(built(log, store, Counting(), size=2, progress=lambda *_: begun.set()))
    await begun.wait()
    assert await built(log, store, Counting(), size=50) == 300
    with pytest.raises(Overtaken, match="try again"):
        await first
    assert counted(store) == {"n-0": 100, "n-1": 100, "n-2": 100}


async def test_a_rebuild_swapped_before_the_runner_begins_is_not_begun_anew(log: ListLog, store: ReadStore):
    model = Counting()
    fill(log, 30)
    runner = Runner(log, store, epoch="e1", clock=lambda: datetime.now(UTC), projections=[model.projection])
    await runner.rebuild("counts")
    runner._begin(model.projection)  # as it would after it had found nothing, just before the swap
    assert store.positions()["counts"].position == 30
    assert len(store.dump(COUNTS)) > 0
