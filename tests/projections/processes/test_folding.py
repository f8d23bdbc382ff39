"""Whatever the log, however it is cut: the rows of how tickets went are the fold of the log, on both databases."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.policy.events import PolicyPublished
from domain.policy.in_force import shipped_text
from domain.record.envelope import Recorded
from domain.rulebook.commands import digest
from projections.operating.rebuild import rebuild
from projections.processes.characteristics import characteristics
from projections.processes.conformance.judging import judged, written
from projections.processes.conformance.judging import read as deviations
from projections.processes.conformance.terms import DEFAULT, SHIPPED
from projections.processes.facts import all_written, read
from projections.processes.folding import PROJECTION
from projections.processes.tables import DEVIATIONS, PROCESSES
from projections.processes.traces import happenings
from projections.running.build import Build
from projections.running.writer import write
from projections.store import ReadStore
from tests.projections.conftest import Running
from tests.projections.examples import OPENED, logs
from tests.projections.logs import ListLog, at
from tests.projections.processes.cases import APPROVED, FAULT, PLANNED, REPAIRED, RESOLVED
from tests.trying import tries

NOW = datetime(2024, 6, 1, tzinfo=UTC)
LAX = (
    shipped_text("handbook", 1)
    .replace('name = "handbook"', 'name = "lax"')
    .replace('approved_before_work = ["general", "important", "urgent"]', "approved_before_work = []")
)
"""A pack of a department's own that asks for no plan."""


def started() -> ReadStore:
    store = ReadStore.in_memory()
    with store.write() as connection:
        Build.live(PROJECTION).start(connection, "e1", NOW)
    return store


def built(events: Sequence[Recorded], cuts: Sequence[int]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The tables after the log in pieces."""
    store, before, build = started(), 0, Build.live(PROJECTION)
    for cut in [*sorted(set(cuts)), len(events)]:
        if before < cut <= len(events):
            write(store, [build], before, events[before:cut], NOW)
            before = cut
    found = [*store.dump(PROCESSES)], [*store.dump(DEVIATIONS)]
    store.close()
    return found


@settings(max_examples=tries(10), deadline=None)
@given(log=logs(), cuts=st.lists(st.integers(1, 60), max_size=8))
def test_any_cut_into_batches_gives_the_same_rows(log: ListLog, cuts: list[int]):
    whole = built(log.events, [])
    assert built(log.events, cuts) == whole == built(log.events, range(60))


@settings(max_examples=tries(10), deadline=None)
@given(log=logs())
def test_what_was_kept_up_event_by_event_is_what_the_whole_trace_says(log: ListLog):
    rows, turns = built(log.events, range(60))
    for row in rows:
        terms = SHIPPED.get(row["policy"], DEFAULT)
        told, facts = happenings(row), read(row["facts"])
        assert told == sorted(told)
        assert facts == sorted(facts)
        assert all_written(facts) == row["facts"]
        assert {name: row[name] for name in characteristics(facts)} == characteristics(facts)
        if row["policy"] != "ours@1":
            assert row["deviations"] == written(judged(facts, terms, imported=row["imported"]))
        shown = {
            (turn["rule"], turn["version"]) for turn in turns if turn["number"] == row["number"] and not turn["void"]
        }
        assert shown == {(rule, version) for rule, version, _, _ in deviations(row["deviations"])}


async def test_a_rebuild_equals_the_live_tables(log: ListLog, store: ReadStore, running: Running):
    for number in ("1", "2"):
        for event in (FAULT, PLANNED, REPAIRED, RESOLVED):
            log.happen(number, event, policy="handbook@1")
    async with running(log, store, projections=[PROJECTION]) as runner:
        assert await runner.wait_for(len(log.events), 10)
    live = store.dump(PROCESSES), store.dump(DEVIATIONS)
    assert len(live[1]) > 0
    await rebuild(log, store, PROJECTION, epoch="e1", clock=lambda: NOW)
    assert (store.dump(PROCESSES), store.dump(DEVIATIONS)) == live


async def test_a_ticket_is_held_to_the_pack_that_it_was_opened_under(log: ListLog, store: ReadStore, running: Running):
    log.record("policy-lax", PolicyPublished(version=1, sha256=digest(LAX), text=LAX))
    for number, policy in (("1", "handbook@1"), ("2", "lax@1")):
        for event in (FAULT, REPAIRED):
            log.happen(number, event, policy=policy)
    async with running(log, store, projections=[PROJECTION]) as runner:
        assert await runner.wait_for(len(log.events), 10)
    turned = {turn["number"] for turn in store.dump(DEVIATIONS) if turn["rule"] == "not-approved"}
    assert turned == {"1"}


async def test_a_turn_that_proved_to_be_none_is_void(log: ListLog, store: ReadStore, running: Running):
    log.happen("1", OPENED, at("09:00"))
    log.happen("1", REPAIRED, at("12:00"))
    log.happen("1", PLANNED, at("10:00"))
    log.happen("1", APPROVED, at("11:00"))
    async with running(log, store, projections=[PROJECTION], batch=1) as runner:
        assert await runner.wait_for(len(log.events), 10)
    [turn] = [turn for turn in store.dump(DEVIATIONS) if turn["rule"] == "not-approved"]
    assert turn["void"] is True


def test_terms_follow_from_the_pack():
    handbook, appliance = SHIPPED["handbook@1"], SHIPPED["appliance@1"]
    assert handbook.wants_plan("urgent", "fault")
    assert handbook.wants_plan("value-1", "fault")
    assert not handbook.wants_plan("urgent", "consultation")
    assert not appliance.wants_plan("1", "fault")
    assert (handbook.followed_up, appliance.followed_up) == (False, True)
    assert handbook == DEFAULT
