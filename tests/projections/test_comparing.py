"""A read model is compared with a fresh fold of the log: equal, or told apart by key and column, never by value."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, insert, inspect, update

from projections import register
from projections.errors import NotComparable
from projections.operating.comparing import Comparison, Example
from projections.operating.rebuild import Rebuilt, rebuild
from projections.projection import Projection
from projections.registry import PROJECTIONS
from projections.running.build import Build
from projections.running.writer import write
from projections.store import ReadStore
from tests.projections.conftest import Running
from tests.projections.examples import COUNTS, GRADED, OPENED, Counting
from tests.projections.logs import ListLog

NOW = datetime(2024, 6, 1, tzinfo=UTC)
SECRET = "13812345678"


def fill(log: ListLog, events: int) -> None:
    for count in range(events):
        log.happen(f"n-{count % 3}", GRADED if count > 2 else OPENED)


async def compared(log: ListLog, store: ReadStore, projection: Projection, epoch: str = "e1") -> Comparison:
    rebuilt = await rebuild(log, store, projection, epoch=epoch, clock=lambda: NOW, swap="never")
    assert not rebuilt.swapped
    assert rebuilt.comparison is not None
    return rebuilt.comparison


async def built(log: ListLog, store: ReadStore, projection: Projection, **how: object) -> Rebuilt:
    return await rebuild(log, store, projection, epoch="e1", clock=lambda: NOW, **how)  # type: ignore[arg-type]


def spoil(store: ReadStore) -> None:
    """One row goes, one comes from nowhere, one says something else."""
    with store.write() as connection:
        connection.execute(delete(COUNTS).where(COUNTS.c.number == "n-0"))
        connection.execute(insert(COUNTS).values(number="n-9", events=1))
        connection.execute(update(COUNTS).where(COUNTS.c.number == "n-1").values(events=99))


async def test_the_tables_of_a_runner_equal_a_fresh_fold(log: ListLog, store: ReadStore, running: Running):
    fill(log, 12)
    async with running(log, store) as runner:
        assert await runner.wait_for(12, 5)
        for projection in PROJECTIONS:
            found = await compared(log, store, projection)
            assert (found.equal, found.position) == (True, 12)
            if projection.name == "progress":
                assert [table.rows for table in found.tables] == [12, 3, 0, 0]
    with store.read() as connection:
        assert not any("__" in name for name in inspect(connection).get_table_names())


async def test_rows_that_differ_are_counted_and_named_by_key_and_column(log: ListLog, store: ReadStore):
    model = Counting()
    fill(log, 12)
    await built(log, store, model.projection)
    spoil(store)
    found = await compared(log, store, model.projection)
    [table] = found.tables
    assert not found.equal
    assert (table.rows, table.only_in_use, table.only_built, table.different) == (3, 1, 1, 1)
    assert table.examples == (
        Example(("n-9",), (), in_use=True, built=False),
        Example(("n-0",), (), in_use=False, built=True),
        Example(("n-1",), ("events",), in_use=True, built=True),
    )


async def test_no_value_stands_in_a_comparison(log: ListLog, store: ReadStore):
    fill(log, 12)
    await built(log, store, register.PROJECTION)
    with store.write() as connection:
        connection.execute(update(register.REGISTER).values(contact=SECRET, summary=None))
    found = await compared(log, store, register.PROJECTION)
    assert {example.columns for example in found.tables[0].examples} == {("contact", "summary")}
    assert SECRET not in repr(found)


async def test_there_are_as_many_examples_as_are_wanted(log: ListLog, store: ReadStore):
    model = Counting()
    fill(log, 12)
    await built(log, store, model.projection)
    with store.write() as connection:
        connection.execute(update(COUNTS).values(events=0))
    rebuilt = await built(log, store, model.projection, swap="never", examples=2)
    assert rebuilt.comparison
    [table] = rebuilt.comparison.tables
    assert (table.different, [example.key for example in table.examples]) == (3, [("n-0",), ("n-1",)])


async def test_a_build_that_differs_is_not_put_into_use_unless_wanted(log: ListLog, store: ReadStore):
    model = Counting()
    fill(log, 12)
    await built(log, store, model.projection)
    spoil(store)
    kept = await built(log, store, model.projection, swap="if-equal")
    assert not kept.swapped
    assert {row["number"]: row["events"] for row in store.dump(COUNTS)} == {"n-1": 99, "n-2": 4, "n-9": 1}
    assert (await built(log, store, model.projection)).swapped
    assert (await built(log, store, model.projection, swap="if-equal")).swapped
    assert {row["number"]: row["events"] for row in store.dump(COUNTS)} == {"n-0": 4, "n-1": 4, "n-2": 4}


async def test_tables_that_lack_a_column_differ_and_are_mended_by_the_swap(log: ListLog, store: ReadStore):
    model = Counting()
    fill(log, 12)
    await built(log, store, model.projection)
    with store.write() as connection:
        connection.exec_driver_sql("ALTER TABLE counts DROP COLUMN events")
    found = await compared(log, store, model.projection)
    assert (found.equal, found.tables[0].columns) == (False, ("events",))
    await built(log, store, model.projection)
    assert (await compared(log, store, model.projection)).equal


async def test_tables_of_another_version_or_log_are_not_compared(log: ListLog, store: ReadStore):
    fill(log, 12)
    await built(log, store, Counting().projection)
    with pytest.raises(NotComparable, match="rebuild counts"):
        await compared(log, store, Counting(version=2).projection)
    with pytest.raises(NotComparable):
        await compared(log, store, Counting().projection, epoch="e2")
    with store.read() as connection:
        assert not inspect(connection).has_table("counts__beside")


async def test_a_comparison_under_load_is_of_one_moment(log: ListLog, store: ReadStore, running: Running):
    """Each look at the progress lets the runner get further than the build."""
    model = Counting()
    fill(log, 300)

    def more(done: int, total: int) -> None:
        fill(log, 5)

    async with running(log, store, projections=[model.projection], batch=7) as runner:
        assert await runner.wait_for(300, 5)
        for _ in range(5):
            found = await built(log, store, model.projection, swap="never", progress=more, size=50)
            assert found.comparison
            assert found.comparison.equal


async def test_the_one_in_use_may_move_while_the_build_grows(log: ListLog, store: ReadStore):
    model = Counting()
    fill(log, 12)
    await built(log, store, model.projection)

    def get_ahead(done: int, total: int) -> None:
        if len(log.events) == 12:
            fill(log, 3)
            write(store, [Build.live(model.projection)], 12, log.events[12:], NOW)

    found = await built(log, store, model.projection, swap="never", progress=get_ahead)
    assert found.comparison
    assert (found.comparison.equal, found.comparison.position) == (True, 15)
