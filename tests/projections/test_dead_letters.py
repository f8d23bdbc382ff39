"""A parked ticket is folded again once its cause is mended: what comes out equals a fresh rebuild."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.record.envelope import Damaged
from domain.refusals import StoreUnavailable
from projections.errors import NotReadable
from projections.operating.dead_letters import Replayed, dead_letters, envelope_of, replay
from projections.operating.rebuild import rebuild
from projections.projection import Projection
from projections.registry import PROJECTIONS
from projections.running.build import Build
from projections.running.writer import write
from projections.sql.rows import Rows
from projections.store import ReadStore
from tests.projections.conftest import Running
from tests.projections.examples import COUNTS, GRADED, OPENED, Counting, logs
from tests.projections.logs import ListLog

NOW = datetime(2024, 6, 1, tzinfo=UTC)


def fill(log: ListLog, events: int) -> None:
    for count in range(events):
        log.happen(f"n-{count % 3}", GRADED if count > 2 else OPENED)


def counted(store: ReadStore) -> dict[str, int]:
    return {row["number"]: row["events"] for row in store.dump(COUNTS)}


async def built(log: ListLog, store: ReadStore, projection: Projection) -> None:
    await rebuild(log, store, projection, epoch="e1", clock=lambda: NOW)


async def replayed(log: ListLog, store: ReadStore, projection: Projection, *tickets: str) -> Replayed:
    chosen = {f"ticket-{number}" for number in tickets} or None
    return await replay(log, store, projection, chosen, clock=lambda: NOW + timedelta(days=1))


def parked(store: ReadStore, projection: Projection) -> list[tuple[str, int, int]]:
    return [(entry.aggregate, entry.position, entry.skipped) for entry in dead_letters(store, [projection])]


async def test_a_mended_ticket_is_back_and_the_runner_goes_on_with_it(log: ListLog, store: ReadStore, running: Running):
    model = Counting()
    model.poison = {4, 8}
    fill(log, 12)
    async with running(log, store, projections=[model.projection]) as runner:
        assert await runner.wait_for(12, 5)
        assert counted(store) == {"n-0": 1, "n-1": 2, "n-2": 4}
        assert parked(store, model.projection) == [("ticket-n-0", 4, 2), ("ticket-n-1", 8, 1)]
        model.poison = set()
        assert await replayed(log, store, model.projection, "n-0") == Replayed(1, ())
        assert counted(store) == {"n-0": 4, "n-1": 2, "n-2": 4}
        fill(log, 3)
        assert await runner.wait_for(15, 5)
        assert (await replayed(log, store, model.projection)).mended == 1
        assert await replayed(log, store, model.projection) == Replayed(0, ())
        fill(log, 3)
        assert await runner.wait_for(18, 5)
    assert counted(store) == {"n-0": 6, "n-1": 6, "n-2": 6}
    assert parked(store, model.projection) == []


async def test_what_fails_again_stays_as_it_was(log: ListLog, store: ReadStore):
    model = Counting()
    model.poison = {4, 8}
    fill(log, 12)
    await built(log, store, model.projection)
    before = dead_letters(store, [model.projection])
    done = await replayed(log, store, model.projection)
    assert (done.mended, list(done.parked)) == (0, before)
    assert dead_letters(store, [model.projection]) == before
    model.poison = {8, 10}
    done = await replayed(log, store, model.projection)
    assert (done.mended, [entry.position for entry in done.parked]) == (0, [8, 10])
    assert parked(store, model.projection) == [("ticket-n-1", 8, 1), ("ticket-n-0", 10, 0)]
    assert counted(store) == {"n-0": 3, "n-1": 2, "n-2": 4}


async def test_a_row_that_the_database_refuses_again_hurts_no_other_ticket(log: ListLog, store: ReadStore):
    model = Counting()
    model.poison, model.unstorable = {4}, {8}
    fill(log, 12)
    await built(log, store, model.projection)
    model.poison = set()
    assert (await replayed(log, store, model.projection)).mended == 1
    assert counted(store) == {"n-0": 4, "n-1": 2, "n-2": 4}


async def test_a_replay_under_load_folds_each_event_once(log: ListLog, store: ReadStore, running: Running):
    model = Counting()
    model.poison = {4, 5, 6}
    fill(log, 600)

    async def load() -> None:
        for _ in range(40):
            fill(log, 30)
            await asyncio.sleep(0.005)

    async with running(log, store, projections=[model.projection], batch=20) as runner:
        assert await runner.wait_for(600, 10)
        loading = asyncio.create_task(load())
        model.poison = set()
        for number in range(3):
            await asyncio.sleep(0.02)
            assert (await replayed(log, store, model.projection, f"n-{number}")).mended == 1
        await loading
        assert await runner.wait_for(1800, 20)
    assert counted(store) == {"n-0": 600, "n-1": 600, "n-2": 600}


async def test_an_event_that_can_be_read_again_is_replayed_too(log: ListLog, store: ReadStore, running: Running):
    model = Projection("damaged", 1, "坏", (COUNTS,), reads)
    fill(log, 12)
    sound = log.events[3]
    log.events[3] = Damaged(sound.envelope, sound.sequence, "the event at position 4 cannot be read: InvalidTag")
    async with running(log, store, projections=[model]) as runner:
        assert await runner.wait_for(12, 5)
        [entry] = dead_letters(store, [model])
        assert (entry.error, entry.position, entry.skipped) == ("Unreadable", 4, 2)
        assert (await envelope_of(log, entry)).id == sound.envelope.id
        assert (await replayed(log, store, model)).mended == 0
        log.events[3] = sound
        assert (await replayed(log, store, model)).mended == 1
    assert counted(store) == {"n-0": 4, "n-1": 4, "n-2": 4}


async def test_a_log_that_goes_silent_meanwhile_leaves_the_ticket_parked(
    log: ListLog, store: ReadStore, monkeypatch: pytest.MonkeyPatch
):
    """The read model got further after the log's end was asked for, and then no event comes."""
    monkeypatch.setattr("projections.operating.growth._PATIENCE", 0.1)
    model = Counting()
    model.poison = {4}
    fill(log, 12)
    await built(log, store, model.projection)
    before, model.poison = dead_letters(store, [model.projection]), set()
    del log.events[9:]
    with pytest.raises(StoreUnavailable):
        await replayed(log, store, model.projection)
    assert dead_letters(store, [model.projection]) == before
    assert counted(store) == {"n-0": 1, "n-1": 4, "n-2": 4}


async def test_the_tables_of_another_version_are_not_replayed_into(log: ListLog, store: ReadStore):
    model = Counting()
    model.poison = {4}
    fill(log, 12)
    await built(log, store, model.projection)
    with pytest.raises(NotReadable, match="gongdan projections lag"):
        await replayed(log, store, Counting(version=2).projection)
    assert parked(store, model.projection) == [("ticket-n-0", 4, 2)]


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(log=logs(), data=st.data())
def test_whatever_is_poisoned_and_replayed_equals_a_fresh_rebuild(log: ListLog, data: Any):
    """Parked by a failing copy of the model, in pieces, mended one after another while the log grows."""
    poison = data.draw(st.sets(st.integers(1, max(1, len(log.events))), max_size=4))
    cut = data.draw(st.integers(0, len(log.events)))
    tickets = data.draw(st.permutations([f"n-{number}" for number in range(1, 6)]))
    for sound in PROJECTIONS:
        failing = replace(sound, apply=poisoned(sound, poison))
        store = ReadStore.in_memory()
        with store.write() as connection:
            Build.live(failing).start(connection, "e1", NOW)
        if cut:
            write(store, [Build.live(failing)], 0, log.events[:cut], NOW)
        asyncio.run(replayed(log, store, sound, tickets[0]))
        if cut < len(log.events):
            write(store, [Build.live(failing)], cut, log.events[cut:], NOW)
        for number in tickets:
            asyncio.run(replayed(log, store, sound, number))
        assert dead_letters(store, [sound]) == []
        after = [store.dump(table) for table in sound.tables]
        asyncio.run(built(log, store, sound))
        assert after == [store.dump(table) for table in sound.tables]
        store.close()


def poisoned(sound: Projection, positions: set[int]) -> Any:
    """Fails at tickets alone: what tickets' rows borrow of a pack is borrowed once, when they are folded."""

    def apply(rows: Rows, recorded: Any) -> None:
        sound.apply(rows, recorded)
        if recorded.sequence in positions and recorded.envelope.ticket:
            raise KeyError("13812345678")

    return apply


def reads(rows: Rows, recorded: Any) -> None:
    """Counts events, and has to read each."""
    assert recorded.event.stored_name
    Counting().apply(rows, recorded)
