"""The rows of clocks are what judging each history anew would say, however the events came."""

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar.calendar import Calendar
from domain.calendar.events import CalendarPublished
from domain.calendar.shipped import shipped_text
from domain.clocks.calendars import shipped_calendars
from domain.clocks.fact import Fact, facts_of
from domain.clocks.judging import judge
from domain.matters.complaints.events import ComplaintRaised
from domain.policy.events import PolicyPublished
from domain.policy.in_force import shipped
from domain.policy.in_force import shipped_text as shipped_pack
from domain.policy.pack import Pack
from domain.record.envelope import Recorded
from domain.rulebook.commands import digest
from domain.rulebook.reading import read
from domain.ticket import events as e
from projections.clocks import CLOCKS, FACTS, PROJECTION
from projections.clocks.concerning import concerned
from projections.clocks.due import RUNNING, next_due
from projections.running.build import Build
from projections.running.writer import write
from projections.store import ReadStore
from tests.projections.examples import ACKNOWLEDGED, GRADED, OPENED, logs
from tests.projections.logs import SHANGHAI, ListLog, at
from tests.trying import tries

NOW = datetime(2024, 6, 1, tzinfo=UTC)
NUMBER = "202405-00001"


def begun(store: ReadStore) -> ReadStore:
    with store.write() as connection:
        Build.live(PROJECTION).start(connection, "e1", NOW)
    return store


def fed(store: ReadStore, events: Sequence[Recorded], cuts: Sequence[int] = ()) -> list[dict[str, Any]]:
    """The rows once the store has had the events, in batches."""
    before = 0
    for cut in [*sorted(set(cuts)), len(events)]:
        if before < cut <= len(events):
            write(store, [Build.live(PROJECTION)], before, events[before:cut], NOW)
            before = cut
    return [row for row in store.dump(CLOCKS) if row["state"] != "void"]


def judged_anew(events: Sequence[Recorded]) -> set[tuple[Any, ...]]:
    """What each ticket's whole history says of its clocks, without any row."""
    packs = {pack.ref: pack for pack in shipped().packs}
    packs |= {
        pack.ref: pack for each in events if isinstance(each.event, PolicyPublished) for pack in [_read(each.event)]
    }
    found: set[tuple[Any, ...]] = set()
    for aggregate in {each.envelope.aggregate for each in events if each.envelope.ticket}:
        history = [each for each in events if each.envelope.aggregate == aggregate]
        pack, facts = packs[history[0].envelope.policy or shipped().newest("handbook").ref], facts_of(history)
        for name in pack.clocks:
            now = max(_concerning(pack, facts, name), default=NOW)
            for run in judge(facts, pack, shipped_calendars(SHANGHAI), now, {name}):
                found.add((aggregate, run.key, run.state, run.due, run.severity, int(run.is_open)))
    return found


def _concerning(pack: Pack, facts: Sequence[Fact], clock: str) -> list[datetime]:
    """When the facts happened that concern a clock."""
    waited = [any(before.waits not in (None, "nobody") for before in facts[:place]) for place in range(len(facts))]
    told = zip(facts, waited, strict=True)
    return [fact.occurred for fact, once in told if clock in concerned(pack, fact, waited=once)]


def _read(event: PolicyPublished) -> Pack:
    return read(event.text, Pack)


@settings(max_examples=tries(20), deadline=None)
@given(log=logs(), cuts=st.lists(st.integers(1, 60), max_size=12))
def test_the_rows_are_the_judgement_of_the_whole_history(log: ListLog, cuts: list[int]):
    store = begun(ReadStore.in_memory())
    rows = fed(store, log.events, cuts)
    store.close()
    said = {
        (f"ticket-{row['number']}", *(row[name] for name in ("key", "state", "due", "severity", "open")))
        for row in rows
    }
    assert said == judged_anew(log.events)
    assert len(said) == len(rows)


def test_a_row_says_all_that_lists_and_figures_need(store: ReadStore, log: ListLog):
    log.happen(NUMBER, OPENED, at("09:30"), policy="handbook@1")
    log.happen(NUMBER, ACKNOWLEDGED, at("09:50"), policy="handbook@1")
    log.happen(NUMBER, GRADED, at("09:55"), policy="handbook@1")
    first, handling = sorted(fed(begun(store), log.events), key=lambda row: row["clock"])
    expected = {
        "number": NUMBER,
        "kind": "ticket",
        "clock": "first-response",
        "pack": "handbook@1",
        "severity": "urgent",
        "calendar": "24x7",
        "state": "missed",
        "open": 0,
        "period": 1,
        "started_event": log.events[0].envelope.id,
        "started_by": "ticket-opened",
        "started": at("09:30"),
        "limit": "10 min",
        "due": at("09:40"),
        "warn_at": at("09:38"),
        "stopped": at("09:50"),
        "used": 1200,
        "late_by": 600,
    }
    assert first | expected == first
    assert (handling["clock"], handling["state"], handling["open"]) == ("handling-start", "running", 1)


def test_a_run_that_a_new_grade_takes_away_is_void(store: ReadStore, log: ListLog):
    log.happen(NUMBER, OPENED, at("09:30"), policy="handbook@1")
    log.happen(NUMBER, GRADED, at("09:55"), policy="handbook@1")
    assert [row["clock"] for row in fed(begun(store), log.events)] == ["first-response", "handling-start"]
    log.happen(NUMBER, e.TicketGraded(severity="general"), at("10:00"), policy="handbook@1")
    write(store, [Build.live(PROJECTION)], 2, log.events[2:], NOW)
    states = {row["clock"]: (row["state"], row["open"]) for row in store.dump(CLOCKS)}
    assert states == {"first-response": ("running", 1), "handling-start": ("void", 0)}


def test_a_complaint_stands_still_while_its_ticket_waits(store: ReadStore, log: ListLog):
    log.happen(NUMBER, OPENED, at("09:00"), policy="service-plan@1")
    raised = log.record(
        "complaint-TS202405-00001",
        ComplaintRaised(categories=("attitude",), words="态度差"),
        at("10:00"),
        policy="service-plan@1",
    )
    log.events[-1] = Recorded(
        raised.envelope.model_copy(update={"ticket": f"ticket-{NUMBER}"}), raised.event, raised.sequence
    )
    log.happen(NUMBER, e.TicketPaused(waiting_for="customer"), at("12:00"), policy="service-plan@1")
    log.happen(NUMBER, e.TicketResumed(), at("14:00"), policy="service-plan@1")
    rows = [row for row in fed(begun(store), log.events) if row["kind"] == "complaint"]
    assert {row["clock"]: row["due"] for row in rows} == {
        "complaint-contact": at("10:00", "2024-05-02"),
        "complaint-handled": at("12:00", "2024-05-02"),
    }


def test_a_newly_announced_year_is_judged_as_soon_as_it_is_published(store: ReadStore, log: ListLog):
    log.happen(NUMBER, OPENED, at("09:00", "2026-12-29"), policy="software-support@1")
    log.happen(NUMBER, e.TicketEscalated(to="g-2"), at("10:00", "2026-12-29"), policy="software-support@1")
    [unknown] = fed(begun(store), log.events)
    assert (unknown["state"], unknown["unknown_year"], unknown["calendar"]) == ("unknown", 2027, "china")
    text = shipped_text("china").replace("version = 2", "version = 3") + (
        '[[years]]\nyear = 2027\nsource = "通知"\nholidays = []\nworking_days = []\n'
    )
    facts = {"years": (2027,), "holidays": (), "working_days": ()}
    published = CalendarPublished(version=read(text, Calendar).version, sha256=digest(text), text=text, **facts)
    log.record("calendar-china", published, at("12:00", "2026-12-30"))
    write(store, [Build.live(PROJECTION)], 2, log.events[2:], NOW)
    [known] = store.dump(CLOCKS)
    assert (known["state"], known["due"]) == ("running", at("10:00", "2027-01-07"))


def test_what_is_kept_holds_no_word_of_anybody(store: ReadStore, log: ListLog):
    log.happen(NUMBER, OPENED.model_copy(update={"customer_name": "张伟"}), at("09:30"))
    log.happen(NUMBER, e.CustomerContacted(note="13812345678"), at("09:40"))
    fed(begun(store), log.events)
    [row] = store.dump(FACTS)
    assert row["facts"].count("\n") == 2
    assert not any(word in row["facts"] for word in ("张伟", "13812345678", "无法启动"))


OURS_AS_DEFAULT = shipped_pack("service-plan").replace('name = "service-plan"', 'name = "default-of-ours"')


def ours(version: int, text: str) -> PolicyPublished:
    said = text.replace("version = 1", f"version = {version}", 1)
    return PolicyPublished(version=version, sha256=digest(said), text=said)


def default_rows(events: Sequence[Recorded], policy: str, cuts: Sequence[int] = ()) -> dict[str, tuple[str, Any]]:
    with closing(begun(ReadStore.in_memory(policy=policy))) as store:
        return {row["clock"]: (row["pack"], row["due"]) for row in fed(store, events, cuts)}


def imported(log: ListLog) -> None:
    log.happen(NUMBER, OPENED, at("09:30"))
    log.happen(NUMBER, e.EstimateGiven(due=at("18:00")), at("09:40"))


def test_what_came_under_no_pack_is_judged_by_the_deployments_default(log: ListLog):
    imported(log)
    assert default_rows(log.events, "handbook")["first-response"] == ("handbook@2", at("10:30"))
    assert default_rows(log.events, "service-plan")["first-response"] == ("service-plan@1", at("09:45"))


@pytest.mark.parametrize("cuts", [(), (1,), (2,), (3,), (1, 2, 3, 4)], ids=str)
def test_the_newest_version_of_a_departments_own_default_judges_it_however_late_it_came(
    log: ListLog, cuts: Sequence[int]
):
    imported(log)
    log.record("policy-default-of-ours", ours(1, OURS_AS_DEFAULT))
    assert default_rows(log.events, "default-of-ours", cuts)["first-response"] == ("default-of-ours@1", at("09:45"))
    log.record("policy-default-of-ours", ours(2, OURS_AS_DEFAULT.replace('limit = "15 min"', 'limit = "20 min"', 1)))
    found = default_rows(log.events, "default-of-ours", cuts)
    assert found["first-response"] == ("default-of-ours@2", at("09:50"))
    assert found["promised-solution"] == ("default-of-ours@2", at("18:00"))
    assert {pack for pack, _ in found.values()} == {"default-of-ours@2"}


def test_a_clock_that_the_newer_default_does_not_have_is_no_more(log: ListLog):
    imported(log)
    log.record("policy-default-of-ours", ours(1, OURS_AS_DEFAULT))
    start = OURS_AS_DEFAULT.index("[clocks.preliminary-diagnosis]")
    end = OURS_AS_DEFAULT.index("[clocks.", start + 1)
    log.record("policy-default-of-ours", ours(2, OURS_AS_DEFAULT[:start] + OURS_AS_DEFAULT[end:]))
    assert "preliminary-diagnosis" in default_rows(log.events[:3], "default-of-ours")
    assert "preliminary-diagnosis" not in default_rows(log.events, "default-of-ours")


def test_what_is_due_next_is_looked_up_by_ticket_however_many_are_open(tmp_path: Path):
    with closing(begun(ReadStore.open(tmp_path / "read.db"))) as store, store.read() as connection:
        assert next_due(connection, [NUMBER]) == {}
        asked = RUNNING.statement.compile(dialect=connection.dialect)
        said = {**asked.params, "numbers": f'["{NUMBER}"]'}
        plan = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {asked}", tuple(said[name] for name in asked.positiontup)
        ).all()
    assert "(number=?)" in str(plan)
