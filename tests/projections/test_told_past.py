"""The past that is told from the present is the past that is folded from the whole log."""

import asyncio
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect

from domain.matters.complaints.events import ComplaintHandled, ComplaintRaised
from domain.record.envelope import Recorded
from domain.ticket.events import TicketPaused, TicketResumed
from projections import register, spans
from projections.past.building import built
from projections.past.histories import planned
from projections.past.kept import TOLD, Copying, is_of_sets
from projections.past.telling import told
from projections.projection import Projection
from projections.running import bookkeeping
from projections.running.past import as_of
from projections.spans.asking import Bound, Span
from projections.store import ReadStore
from tests.projections.examples import ACKNOWLEDGED, CLOSED, DISPATCHED, GRADED, OPENED, RESOLVED, logs
from tests.projections.logs import START, ListLog
from tests.projections.stored import StoredLog, shown
from tests.trying import tries

ALL = tuple(sorted(TOLD, key=lambda projection: projection.name))
LIVE = (spans.PROJECTION, *ALL)
MINUTE = timedelta(minutes=1)
Tables = list[list[dict[str, Any]]]


def tables(store: ReadStore | None, projections: tuple[Projection, ...] = ALL) -> Tables:
    assert store is not None
    with closing(store):
        found = [table for projection in projections for table in projection.tables if not is_of_sets(table)]
        return [store.dump(table) for table in found]


async def both(log: StoredLog, live: ReadStore, at: datetime, *, known: bool = False) -> tuple[Tables, Tables]:
    return (
        tables(await told(log, live, at, ALL, known=known)),
        tables(await as_of(log, at, known=known, projections=ALL)),
    )


def day(log: ListLog) -> StoredLog:
    """Three tickets: one over by 2 h, one that goes on from 1 h to 5 h, one of 4 h; the second's grading came late."""
    for number, event, hours in (
        ("1", OPENED, 0),
        ("2", OPENED, 1),
        ("1", RESOLVED, 1.5),
        ("1", CLOSED, 2),
        ("2", ACKNOWLEDGED, 3),
        ("3", OPENED, 4),
        ("2", DISPATCHED, 5),
    ):
        log.happen(number, event, START + timedelta(hours=hours))
    log.happen("2", GRADED, START + timedelta(hours=2.5), recorded=START + timedelta(hours=6))
    return StoredLog(log.events)


async def test_what_was_over_by_then_is_copied_and_only_what_went_on_is_read(store: ReadStore):
    log = day(ListLog())
    live = shown(store, log.events, LIVE)
    past = await told(log, live, START + timedelta(hours=2.7), (register.PROJECTION,))
    assert past is not None
    with closing(past), past.read() as connection:
        rows = register.page(connection, sort="number").rows
    assert [(row["number"], row["stage"], row["severity"]) for row in rows] == [
        ("1", "closed", None),
        ("2", "graded", "urgent"),
    ]
    assert log.loaded == 1


def test_histories_far_apart_are_asked_for_by_themselves_and_others_read_in_order():
    near = [Span(f"{place}", f"ticket-{place}", place * 10, place * 10 + 30) for place in range(1, 9)]
    long = Span("9", "ticket-9", 1, 100_000)
    assert planned([*near, long]) == (near, [long])
    assert planned([Span("1", "ticket-1", 5, 50_000)]) == ([], [Span("1", "ticket-1", 5, 50_000)])


@pytest.mark.parametrize("apart", [60, pytest.param(10, marks=pytest.mark.slow)])
async def test_at_every_minute_both_ways_come_to_the_same(store: ReadStore, apart: int):
    log = day(ListLog())
    live = shown(store, log.events, LIVE)
    for minutes in range(-30, 420, apart):
        for known in (False, True):
            ours, whole = await both(log, live, START + minutes * MINUTE, known=known)
            assert ours == whole


async def test_rows_pass_from_a_file_without_python_between_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    log = day(ListLog())
    live = shown(ReadStore.open(tmp_path / "read.db"), log.events, LIVE)
    ways: list[bool] = []
    keep = Copying.keep

    def noting(copying: Copying, projection: Projection, bound: Bound) -> None:
        ways.append(copying.attached)
        keep(copying, projection, bound)

    monkeypatch.setattr(Copying, "keep", noting)
    with closing(live):
        ours, whole = await both(log, live, START + timedelta(hours=2.7))
    assert ours == whole
    assert set(ways) == {True}


async def test_a_past_store_has_the_indexes_of_one_that_is_kept_up(sqlite_store: ReadStore):
    log = day(ListLog())
    live = shown(sqlite_store, log.events, LIVE)
    past = await told(log, live, START + timedelta(hours=2.7), (register.PROJECTION,))
    assert past is not None
    with closing(past), past.read() as connection:
        names = {index["name"] for index in inspect(connection).get_indexes("register")}
    assert names == {index.name for index in register.REGISTER.indexes}


async def test_what_the_tables_lack_as_yet_is_read_from_the_log(sqlite_store: ReadStore):
    log = day(ListLog())
    live = shown(sqlite_store, log.events[:4], LIVE)
    for hours in (1.6, 3, 7):
        ours, whole = await both(log, live, START + timedelta(hours=hours))
        assert ours == whole


async def test_a_complaint_is_told_with_the_waits_of_its_ticket(sqlite_store: ReadStore):
    log = ListLog()
    under = "service-plan@1"
    log.happen("1", OPENED, START, policy=under)
    raised = log.record("complaint-TS1", ComplaintRaised(categories=("attitude",), words="差"), START + 10 * MINUTE)
    log.events[-1] = of_ticket(raised, under)
    log.happen("1", TicketPaused(waiting_for="customer"), START + 20 * MINUTE, policy=under)
    log.happen("1", TicketResumed(), START + 90 * MINUTE, policy=under)
    log.happen("2", OPENED, START + 95 * MINUTE)
    handled = log.record(
        "complaint-TS1", ComplaintHandled(cause="process", words="未及时回电", measures="道歉"), START + 100 * MINUTE
    )
    log.events[-1] = of_ticket(handled, under)
    stored = StoredLog(log.events)
    live = shown(sqlite_store, stored.events, LIVE)
    for minutes in (5, 15, 30, 92, 97, 120):
        ours, whole = await both(stored, live, START + minutes * MINUTE)
        assert ours == whole


def of_ticket(event: Recorded, policy: str) -> Recorded:
    said = {"ticket": "ticket-1", "policy": policy}
    return Recorded(event.envelope.model_copy(update=said), event.event, event.sequence)


async def test_where_a_ticket_was_left_out_the_whole_log_is_folded(sqlite_store: ReadStore):
    log = day(ListLog())
    live = shown(sqlite_store, log.events, LIVE)
    with live.write() as connection:
        bookkeeping.park(connection, "register", log.events[0], ValueError(), START)
    assert await told(log, live, START, (register.PROJECTION,)) is None
    past = await built(log, live, START, (register.PROJECTION,))
    assert [row["number"] for row in past.dump(register.REGISTER)] == ["1"]
    past.close()


async def test_where_a_table_stands_elsewhere_the_whole_log_is_folded(sqlite_store: ReadStore):
    log = day(ListLog())
    live = shown(sqlite_store, log.events, (register.PROJECTION,))
    assert await told(log, live, START, (register.PROJECTION,)) is None


@settings(max_examples=tries(6), deadline=None)
@given(log=logs(), minute=st.integers(0, 260), known=st.booleans(), lack=st.integers(0, 10))
def test_whatever_happened_both_ways_come_to_the_same(log: ListLog, minute: int, known: bool, lack: int):
    at = START.replace(hour=0) + (START - START.replace(hour=0)) * minute / 60
    stored = StoredLog(log.events)
    with closing(ReadStore.in_memory()) as live:
        shown(live, log.events[: max(0, len(log.events) - lack)], LIVE)
        ours, whole = asyncio.run(both(stored, live, at, known=known))
    assert ours == whole
