"""The tables that were in use before a swap are kept, and can be put back, caught up with the log."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import inspect, update

from projections.errors import NothingKept, PositionRefused
from projections.operating.kept import discard, roll_back
from projections.operating.rebuild import rebuild
from projections.projection import Projection
from projections.registry import PROJECTIONS
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


async def built(log: ListLog, store: ReadStore, projection: Projection) -> None:
    await rebuild(log, store, projection, epoch="e1", clock=lambda: NOW)


async def rolled_back(log: ListLog, store: ReadStore, projection: Projection, epoch: str = "e1") -> int:
    return await roll_back(log, store, projection, epoch=epoch, clock=lambda: NOW)


def mark(store: ReadStore, events: int) -> None:
    """So that one can tell which tables are in use."""
    with store.write() as connection:
        connection.execute(update(COUNTS).where(COUNTS.c.number == "n-0").values(events=events))


async def test_the_former_tables_come_back_and_catch_up_under_a_runner(
    log: ListLog, store: ReadStore, running: Running
):
    model = Counting()
    fill(log, 12)
    async with running(log, store, projections=[model.projection]) as runner:
        assert await runner.wait_for(12, 5)
        mark(store, 100)
        assert (await runner.rebuild("counts")).position == 12
        assert counted(store) == {"n-0": 4, "n-1": 4, "n-2": 4}
        fill(log, 3)
        assert await runner.wait_for(15, 5)
        assert await rolled_back(log, store, model.projection) == 15
        assert counted(store) == {"n-0": 101, "n-1": 5, "n-2": 5}
        fill(log, 3)
        assert await runner.wait_for(18, 5)
        assert counted(store) == {"n-0": 102, "n-1": 6, "n-2": 6}
        assert await rolled_back(log, store, model.projection) == 18
        assert counted(store) == {"n-0": 6, "n-1": 6, "n-2": 6}
        fill(log, 3)
        assert await runner.wait_for(21, 5)
    assert counted(store) == {"n-0": 7, "n-1": 7, "n-2": 7}


async def test_parked_tickets_go_and_come_with_their_tables(log: ListLog, store: ReadStore):
    model = Counting()
    fill(log, 12)
    model.poison = {4}
    await built(log, store, model.projection)
    model.poison = set()
    await built(log, store, model.projection)
    with store.read() as connection:
        assert bookkeeping.parked(connection, "counts") == []
    await rolled_back(log, store, model.projection)
    with store.read() as connection:
        assert [entry.position for entry in bookkeeping.parked(connection, "counts")] == [4]


async def test_where_nothing_fitting_is_kept_nothing_is_rolled_back(log: ListLog, store: ReadStore):
    old, new = Counting().projection, Counting(version=2).projection
    fill(log, 12)
    await built(log, store, old)
    with pytest.raises(NothingKept, match="rebuild counts"):
        await rolled_back(log, store, old)
    await built(log, store, new)
    with pytest.raises(NothingKept, match="of version 1 and this program has 2"):
        await rolled_back(log, store, new)
    assert store.positions()["counts"].version == 2
    await built(log, store, new)
    with pytest.raises(PositionRefused, match="rebuild counts"):
        await rolled_back(log, store, new, epoch="e2")


async def test_kept_tables_are_replaced_by_the_next_swap_and_can_be_dropped(log: ListLog, store: ReadStore):
    model = Counting().projection
    fill(log, 12)
    for _ in range(3):
        await built(log, store, model)
    with store.read() as connection:
        assert {name for name in inspect(connection).get_table_names() if "__" in name} == {"counts__kept"}
    assert discard(store, model)
    assert not discard(store, model)
    with store.read() as connection:
        assert not inspect(connection).has_table("counts__kept")
    assert list(store.positions()) == ["counts"]


async def test_every_table_of_a_model_is_rolled_back_with_its_indexes(log: ListLog, store: ReadStore):
    fill(log, 12)
    for projection in PROJECTIONS:
        await built(log, store, projection)
        before = [store.dump(table) for table in projection.tables]
        await built(log, store, projection)
        for _ in range(3):
            await rolled_back(log, store, projection)
        assert [store.dump(table) for table in projection.tables] == before
        with store.read() as connection:
            for table in projection.tables:
                found = sorted(index["column_names"] for index in inspect(connection).get_indexes(table.name))
                assert found == sorted(list(index.columns.keys()) for index in table.indexes)


async def test_what_a_killed_rebuild_left_is_in_nobodys_way(log: ListLog, store: ReadStore):
    model = Counting().projection
    fill(log, 12)
    for _ in range(2):
        await built(log, store, model)
    left = Build.beside(model)
    for undone in (rolled_back, built):
        with store.write() as connection:
            left.start(connection, "e1", NOW)
        write(store, [left], 0, log.events[:6], NOW)
        await undone(log, store, model)
        assert counted(store) == {"n-0": 4, "n-1": 4, "n-2": 4}
        assert set(store.positions()) == {"counts", "counts__kept"}
        with store.read() as connection:
            assert not inspect(connection).has_table("counts__beside")


async def test_an_older_program_puts_its_own_tables_back_after_an_upgrade(
    log: ListLog, store: ReadStore, running: Running
):
    old, new = Counting().projection, Counting(version=2).projection
    fill(log, 12)
    async with running(log, store, projections=[old]) as runner:
        assert await runner.wait_for(12, 5)
    async with running(log, store, projections=[new]) as runner:
        assert await runner.wait_for(12, 5)
    fill(log, 3)
    async with running(log, store, projections=[old], look_every=0.05) as runner:
        assert not await runner.wait_for(1, 0.3)
        assert await rolled_back(log, store, old) == 15
        assert await runner.wait_for(15, 5)
    assert store.positions()["counts"].version == 1
    assert counted(store) == {"n-0": 5, "n-1": 5, "n-2": 5}
