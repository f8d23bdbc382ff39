"""The runner keeps read models up with the log through crashes, gaps, poison, outages and upgrades."""

import asyncio
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from domain.refusals import UnknownEventType
from projections.errors import BadQuery, LogGap, Overtaken, PositionRefused, StoreDamaged
from projections.runner import Runner
from projections.running import bookkeeping
from projections.running.digest import Digestion
from projections.store import ReadStore
from tests.projections.conftest import Running
from tests.projections.examples import ACKNOWLEDGED, COUNTS, GRADED, OPENED, Counting
from tests.projections.logs import ListLog


def fill(log: ListLog, tickets: int = 3, events: int = 4) -> None:
    for _ in range(events):
        for ticket in range(tickets):
            log.happen(f"n-{ticket}", GRADED if log.events else OPENED)


def counted(store: ReadStore) -> dict[str, int]:
    return {row["number"]: row["events"] for row in store.dump(COUNTS)}


def runner_on(log: ListLog, store: ReadStore, *models: Counting, epoch: str = "e1") -> Runner:
    projections = [model.projection for model in models]
    return Runner(
        log, store, epoch=epoch, clock=lambda: datetime.now(UTC), projections=projections, backoff=(0.01, 0.05)
    )


async def test_a_read_waits_for_a_write_and_sees_it(log: ListLog, store: ReadStore, running: Running):
    model = Counting()
    async with running(log, store, projections=[model.projection]) as runner:
        assert not await runner.wait_for(1, 0.05)
        waiting = asyncio.create_task(runner.wait_for(1, 5))
        log.happen("n-1", OPENED)
        assert await waiting
        assert counted(store) == {"n-1": 1}
        with pytest.raises(BadQuery, match="no projection 'nothing'"):
            await runner.wait_for(1, 1, "nothing")


async def test_a_restart_goes_on_where_it_was(log: ListLog, store: ReadStore, running: Running):
    model = Counting()
    fill(log)
    async with running(log, store, projections=[model.projection]) as runner:
        assert await runner.wait_for(12, 5)
    fill(log)
    async with running(log, store, projections=[model.projection]) as runner:
        assert await runner.wait_for(24, 5)
    assert counted(store) == {"n-0": 8, "n-1": 8, "n-2": 8}


async def test_a_crash_before_the_commit_leaves_rows_and_position_together(
    log: ListLog, store: ReadStore, running: Running, monkeypatch: pytest.MonkeyPatch
):
    """Each second transaction is lost after its rows were written."""
    model, calls, written = Counting(), 0, Digestion.finish
    fill(log)

    def crash(*args: object) -> None:
        nonlocal calls
        calls += 1
        written(*args)  # type: ignore[arg-type]
        if calls % 2:
            raise OperationalError("COMMIT", {}, Exception("disk I/O error"))

    monkeypatch.setattr(Digestion, "finish", crash)
    async with running(log, store, projections=[model.projection], batch=5) as runner:
        assert await runner.wait_for(12, 5)
    assert calls == 6
    assert counted(store) == {"n-0": 4, "n-1": 4, "n-2": 4}
    assert store.positions()["counts"].event_id == log.events[-1].envelope.id


async def test_a_gap_in_the_log_stops_reading_before_it(log: ListLog, store: ReadStore):
    model = Counting()
    fill(log)
    del log.events[7]
    with pytest.raises(LogGap, match="position 8 was expected and 9 came"):
        await runner_on(log, store, model).run()
    assert store.positions().get("counts") is None or store.positions()["counts"].position <= 7


async def test_a_gap_that_was_the_readers_fault_is_read_again(log: ListLog, store: ReadStore, running: Running):
    model = Counting()
    fill(log)
    lost = log.events.pop(7)
    async with running(log, store, projections=[model.projection], backoff=(0.2, 0.2)) as runner:
        await asyncio.sleep(0.1)
        log.events.insert(7, lost)
        assert await runner.wait_for(12, 5)
    assert counted(store) == {"n-0": 4, "n-1": 4, "n-2": 4}


async def test_a_poison_event_parks_its_ticket_alone(log: ListLog, store: ReadStore, running: Running):
    poisoned, sound = Counting(), Counting("sound")
    sound.projection = sound.projection.__class__("sound", 1, "好", (), lambda rows, recorded: None)
    poisoned.poison = {4}
    fill(log)
    async with running(log, store, projections=[poisoned.projection, sound.projection], batch=5) as runner:
        assert await runner.wait_for(12, 5)
        by_name = {status.name: status for status in await runner.status()}
    assert poisoned.tries == 3
    assert counted(store) == {"n-0": 1, "n-1": 4, "n-2": 4}
    with store.read() as connection:
        (entry,) = bookkeeping.parked(connection)
    assert (entry.projection, entry.aggregate, entry.position) == ("counts", "ticket-n-0", 4)
    assert (entry.event_type, entry.error, entry.skipped) == ("ticket-graded", "KeyError", 2)
    assert (by_name["counts"].parked, by_name["counts"].skipped, by_name["sound"].parked) == (1, 2, 0)


async def test_a_row_that_the_database_refuses_parks_its_ticket_alone(log: ListLog, store: ReadStore, running: Running):
    model = Counting()
    model.unstorable = {5}
    fill(log)
    async with running(log, store, projections=[model.projection]) as runner:
        assert await runner.wait_for(12, 5)
    assert counted(store) == {"n-0": 4, "n-1": 1, "n-2": 4}
    with store.read() as connection:
        (entry,) = bookkeeping.parked(connection)
    assert (entry.position, entry.error, entry.skipped) == (5, "IntegrityError", 2)


async def test_an_unknown_event_type_stops_reading_and_is_never_parked(log: ListLog, store: ReadStore):
    fill(log)
    runner = runner_on(log, store, Counting())
    log.failures = [UnknownEventType("ticket-teleported", 13)]
    with pytest.raises(UnknownEventType, match="upgrade the program"):
        await runner.run()
    with store.read() as connection:
        assert bookkeeping.parked(connection) == []


async def test_outages_of_the_log_are_survived(log: ListLog, store: ReadStore, running: Running):
    model = Counting()
    fill(log)
    log.failures = [ConnectionError("away"), TimeoutError()]
    async with running(log, store, projections=[model.projection]) as runner:
        assert await runner.wait_for(12, 5)
    assert log.failures == []
    assert counted(store) == {"n-0": 4, "n-1": 4, "n-2": 4}


async def test_a_position_of_another_log_is_refused(log: ListLog, store: ReadStore, running: Running):
    model = Counting()
    fill(log)
    async with running(log, store, projections=[model.projection]) as runner:
        assert await runner.wait_for(12, 5)
    with pytest.raises(PositionRefused, match=r"of another event log \(e1; this one is e2\)"):
        await runner_on(log, store, model, epoch="e2").run()


@pytest.mark.parametrize("kept", [0, 6])
async def test_a_log_that_no_longer_holds_the_last_event_is_refused(
    log: ListLog, store: ReadStore, running: Running, kept: int
):
    model = Counting()
    fill(log)
    async with running(log, store, projections=[model.projection]) as runner:
        assert await runner.wait_for(12, 5)
    other = ListLog()
    for _ in range(kept * 2):
        other.happen("m-1", OPENED)
    with pytest.raises(PositionRefused, match="rebuild counts"):
        await runner_on(other, store, model).run()


async def test_a_new_read_model_catches_up_and_joins_the_others(log: ListLog, store: ReadStore, running: Running):
    old, seen = Counting(), list[int]()
    newcomer = old.projection.__class__("newcomer", 1, "新", (), lambda rows, recorded: seen.append(recorded.sequence))
    fill(log, tickets=10, events=30)
    async with running(log, store, projections=[old.projection], batch=50) as runner:
        assert await runner.wait_for(300, 5)
    fill(log, tickets=10, events=5)
    async with running(log, store, projections=[old.projection, newcomer], batch=7) as runner:
        assert await runner.wait_for(350, 5)
        assert len(runner._lanes.all) == 1
        fill(log, tickets=10, events=5)
        assert await runner.wait_for(400, 5)
    assert seen == list(range(1, 401))
    assert set(counted(store).values()) == {40}


async def test_a_new_version_is_built_beside_and_takes_over(log: ListLog, store: ReadStore, running: Running):
    fill(log)
    async with running(log, store, projections=[Counting().projection]) as runner:
        assert await runner.wait_for(12, 5)
    async with running(log, store, projections=[Counting(version=2).projection]) as runner:
        assert await runner.wait_for(12, 5)
        fill(log)
        assert await runner.wait_for(24, 5)
    assert store.positions()["counts"].version == 2
    assert counted(store) == {"n-0": 8, "n-1": 8, "n-2": 8}


async def test_two_runners_on_one_database_never_count_an_event_twice(log: ListLog, store: ReadStore, running: Running):
    fill(log)
    models = [Counting(), Counting()]
    async with (
        running(log, store, projections=[models[0].projection]) as one,
        running(log, store, projections=[models[1].projection]) as other,
    ):
        for size in (24, 36, 48):
            fill(log)
            assert await one.wait_for(size, 5)
            assert await other.wait_for(size, 5)
    assert counted(store) == {"n-0": 16, "n-1": 16, "n-2": 16}


async def test_a_stop_leaves_nothing_running(log: ListLog, store: ReadStore):
    fill(log)
    task = asyncio.create_task(runner_on(log, store, Counting()).run())
    await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_stop_is_heeded_though_positions_are_to_be_read_again_at_the_same_moment(
    log: ListLog, store: ReadStore, monkeypatch: pytest.MonkeyPatch
):
    runner, looked = runner_on(log, store, Counting()), asyncio.Event()

    async def overtaken() -> None:
        looked.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise Overtaken("counts") from None

    monkeypatch.setattr(runner, "_look", overtaken)
    task = asyncio.create_task(runner.run())
    await looked.wait()
    task.cancel()
    done, _ = await asyncio.wait([task], timeout=5)
    assert done
    assert task.cancelled()


async def test_lag_is_told_in_events_and_seconds_and_standing_still_is_unhealthy(log: ListLog, store: ReadStore):
    now = datetime(2024, 5, 1, 12, tzinfo=UTC)
    model = Counting()
    runner = Runner(log, store, epoch="e1", clock=lambda: now, projections=[model.projection], backoff=(0.01, 0.01))
    task = asyncio.create_task(runner.run())
    log.happen("n-1", OPENED, recorded=now)
    assert await runner.wait_for(1, 5)
    (status,) = await runner.status()
    assert (status.lag_events, status.lag_seconds, status.healthy, status.current) == (0, 0.0, True, True)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    log.happen("n-1", ACKNOWLEDGED, recorded=now)
    now += timedelta(seconds=20)
    (status,) = await runner.status()
    assert (status.lag_events, status.lag_seconds, status.healthy, status.current) == (1, 20.0, True, False)
    now += timedelta(seconds=20)
    (status,) = await runner.status()
    assert (status.lag_seconds, status.healthy, runner.healthy) == (40.0, False, False)


async def test_a_damaged_database_stops_the_runner_and_no_ticket_is_blamed(log: ListLog, tmp_path: Path):
    model, path = Counting(), tmp_path / "read.db"
    fill(log, tickets=500)
    with closing(ReadStore.open(path)) as store:
        await runner_until(log, store, model, 2_000)
    with path.open("r+b") as file:
        file.seek(half := path.stat().st_size // 8192 * 4096)
        file.write(bytes(half))
    fill(log, tickets=500)
    with closing(ReadStore.open(path)) as store:
        with pytest.raises(StoreDamaged, match="gongdan up"):
            store.verify()
        with pytest.raises(StoreDamaged):
            await asyncio.wait_for(runner_on(log, store, model).run(), 5)
        with store.read() as connection:
            assert bookkeeping.parked(connection) == []


async def runner_until(log: ListLog, store: ReadStore, model: Counting, position: int) -> None:
    runner = runner_on(log, store, model)
    task = asyncio.create_task(runner.run())
    assert await runner.wait_for(position, 10)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
