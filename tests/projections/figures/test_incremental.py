"""Whatever happened, in whatever batches it was read: the sums are those of the rows, and the figures those of the events."""

import json
from collections import Counter
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table

from domain.record.envelope import Recorded
from domain.ticket import events as e
from domain.ticket.events import TicketEvent
from domain.ticket.numbering import ticket_key
from projections import figures
from projections.figures.asking import Look, Only, whole
from projections.figures.measuring import measured
from projections.figures.metrics import METRICS, named
from projections.figures.rows.daily import DIMENSIONS
from projections.figures.rows.tables import CASES, COHORTS, DAYS, MONTHS, PARTS
from projections.running.build import Build
from projections.running.writer import write
from projections.store import ReadStore
from tests.domain.laws.packs import PACKS
from tests.domain.laws.walking import KINDS, POOL, Walk
from tests.projections.figures import slowly
from tests.projections.figures.counting import HANDBOOK, NOW, opened, when
from tests.projections.logs import SHANGHAI, ListLog
from tests.trying import tries

STEP = st.tuples(
    st.integers(0, len(POOL) - 1), st.sampled_from(["001", "002"]), st.integers(0, 9).map(lambda n: n == 0)
)
Step = tuple[str, TicketEvent]
_REQUEST = st.integers(1, 2)
PARTS_STEP = st.tuples(
    st.sampled_from("12"),
    st.one_of(
        _REQUEST.map(lambda request: e.PartRequested(request=request, part="主板", quantity=1)),
        _REQUEST.map(lambda request: e.PartReceived(request=request)),
        st.integers(2, 8).map(lambda v: e.CorrectionRecorded(version=v, field="request", right="2", reason="写错")),
        st.just(e.TicketGraded(severity="urgent", reason="停产")),
        st.just(e.TicketCancelled(cancelled_as="duplicate", reason="重复")),
        st.just(e.TicketReopened(reason="并非重复")),
    ),
)
ALWAYS = (date(1990, 1, 1), date(2990, 1, 1))
SOME = settings(max_examples=tries(6), deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def histories(draw: st.DrawFn) -> list[Recorded]:
    """A few tickets with lives that the rules allow, each some days after the other, mixed as a log mixes them."""
    events: list[Recorded] = []
    for number in range(draw(st.integers(1, 3))):
        walk = Walk.solved(draw(PACKS)) if draw(st.booleans()) else Walk(draw(PACKS), draw(KINDS))
        for place, who, ends in draw(st.lists(STEP, min_size=5, max_size=25)):
            walk.step(place, who, ends=ends)
        events += _spread(walk.desk.events, f"202405-{number:05}", draw(st.integers(0, 3_000)))
    events.sort(key=lambda one: (one.envelope.occurred, one.envelope.aggregate, one.envelope.version))
    return [Recorded(one.envelope, one.event, place) for place, one in enumerate(events, 1)]


def _spread(events: Any, number: str, shift: int) -> list[Recorded]:
    """An event every 17 minutes: as the walk has it, all happens at noon."""
    found: list[Recorded] = []
    for place, one in enumerate(events):
        at = one.envelope.occurred + timedelta(minutes=shift + 17 * place)
        key = ticket_key(number)
        said = {"aggregate": key, "ticket": key, "occurred": at, "id": f"{number}/{place}"}
        found.append(Recorded(one.envelope.model_copy(update=said), one.event, place))
    return found


def folded(events: list[Recorded], cuts: list[int]) -> ReadStore:
    store, before, build = ReadStore.in_memory(), 0, Build.live(figures.PROJECTION)
    with store.write() as connection:
        build.start(connection, "e1", datetime.now(UTC))
    for cut in [*sorted(set(cuts)), len(events)]:
        if before < cut <= len(events):
            write(store, [build], before, events[before:cut], NOW)
            before = cut
    return store


def sums_of(store: ReadStore) -> Counter[tuple[Any, ...]]:
    """What the days should hold, by the rows of tickets and parts: worked out from scratch."""
    found, tickets = Counter[tuple[Any, ...]](), store.dump(CASES)
    for part in store.dump(PARTS):
        (row,) = (each for each in tickets if each["number"] == part["number"])
        assert part["counts"] == (row["counts"] and part["received"] is not None)
        if part["received"] is not None and row["counts"]:
            day = part["received"].astimezone(SHANGHAI).date().isoformat()
            for by, of in groups_of(row, "received"):
                found["received", by, day, of, "cases"] += 1
                found["received", by, day, of, "waited"] += part["waited"]
    for row in tickets:
        for cohort in COHORTS:
            at = row[cohort.moment]
            if at is None or not row["counts"]:
                continue
            day = at.astimezone(SHANGHAI).date().isoformat()
            for by, of in groups_of(row, cohort.moment):
                for name, amount in [("cases", 1), *((name, row[name]) for name in cohort.sums)]:
                    found[cohort.moment, by, day, of, name] += amount
            if cohort.moment == "answered":
                found.update(of_survey(row, day))
    return Counter({key: value for key, value in found.items() if value})


def groups_of(row: dict[str, Any], moment: str) -> list[tuple[str, str]]:
    """All that it is in; batches of what was reported alone."""
    batch = [("batch", f"{row['model']} / {row['batch']}")] if row["model"] and row["batch"] else []
    of = [(by, row[column]) for by, column in DIMENSIONS.items() if row[column]]
    return [("all", ""), *of, *(batch if moment == "reported" else [])]


def of_survey(row: dict[str, Any], day: str) -> Counter[tuple[Any, ...]]:
    found: Counter[tuple[Any, ...]] = Counter()
    for question, score in json.loads(row["scores"]).items():
        found["answered", "question", day, question, "cases"] += 1
        found["answered", "question", day, question, "score"] += score
    if row["cause"] and not row["content"]:
        found["answered", "cause", day, row["cause"], "cases"] += 1
    return found


def months_of(days: Counter[tuple[Any, ...]]) -> Counter[tuple[Any, ...]]:
    """Of what is counted since the beginning."""
    found: Counter[tuple[Any, ...]] = Counter()
    for (moment, by, day, of, name), amount in days.items():
        if moment in ("reported", "over"):
            found[moment, by, day[:7], of, name] += amount
    return found


def kept(store: ReadStore, table: Table) -> Counter[tuple[Any, ...]]:
    found: Counter[tuple[Any, ...]] = Counter()
    for row in store.dump(table):
        for name in row.keys() - {"moment", "by", "day", "of"}:
            if row[name]:
                found[row["moment"], row["by"], row["day"], row["of"], name] = row[name]
    return found


@SOME
@given(events=histories(), cuts=st.lists(st.integers(1, 60), max_size=8))
def test_sums_that_were_added_to_are_those_of_the_rows_from_scratch(events: list[Recorded], cuts: list[int]):
    with closing(folded(events, cuts)) as live, closing(folded(events, [])) as rebuilt:
        assert live.dump(CASES) == rebuilt.dump(CASES)
        assert live.dump(DAYS) == rebuilt.dump(DAYS)
        assert kept(live, DAYS) == sums_of(live)
        assert kept(live, MONTHS) == months_of(kept(live, DAYS))


@settings(SOME, max_examples=tries(12), phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(steps=st.lists(PARTS_STEP, min_size=6, max_size=14), cuts=st.lists(st.integers(1, 16), max_size=4))
def test_parts_read_in_any_batches_are_those_of_the_whole_and_of_a_slow_count(steps: list[Step], cuts: list[int]):
    log = ListLog()
    for number in "12":
        log.happen(number, opened(severity="general"), when("02 08:00"))
        log.happen(number, e.PartRequested(request=1, part="主板", quantity=1), when("02 08:30"))
    for place, (number, event) in enumerate(steps):
        said = sum(other.envelope.ticket == ticket_key(number) for other in log.events)
        if not isinstance(event, e.CorrectionRecorded) or event.version <= said:  # the desk refuses one of the future
            log.happen(number, event, when("02 09:00") + timedelta(hours=7 * place))
    with closing(folded(log.events, cuts)) as live, closing(folded(log.events, [])) as whole_at_once:
        for table in (CASES, PARTS, DAYS):
            assert live.dump(table) == whole_at_once.dump(table)
        assert kept(live, DAYS) == sums_of(live)
        with live.read() as connection:
            for name in slowly.PARTS:
                for by in (None, "severity"):
                    expected = slowly.figure(name, log.events, ALWAYS, by, NOW)
                    for only in (Only(), Only(values={"channel": "phone"})):
                        look = Look(connection, NOW, HANDBOOK.targets, only)
                        assert found(look, name, ALWAYS, by) == expected, (name, by, only)


@settings(SOME, max_examples=tries(3))
@given(events=histories(), now=st.sampled_from([NOW, datetime(2024, 5, 13, tzinfo=SHANGHAI)]))
def test_figures_are_those_worked_out_slowly_from_the_events(events: list[Recorded], now: datetime):
    """From the sums by day, and from the tickets, which a look at one person's reads."""
    with closing(folded(events, [])) as store:
        tickets = store.dump(CASES)
        who = min((row["engineer"] for row in tickets if row["engineer"]), default="nobody")
        theirs = {
            ticket_key(row["number"]) for row in tickets if who in (row["engineer"], row["handler"], row["receiver"])
        }
        of_theirs = [recorded for recorded in events if recorded.envelope.ticket in theirs]
        looks = ((Only(), events), (Only(people=frozenset({who})), of_theirs))
        with store.read() as connection:
            for days in (ALWAYS, (date(2024, 5, 12), date(2024, 5, 13))):
                for name in (*slowly.FIGURES, *slowly.PARTS, "score"):
                    for by in (None, *slowly.GROUPED.get(name, slowly.BY)):
                        for only, seen in looks:
                            look = Look(connection, now, HANDBOOK.targets, only)
                            expected = slowly.figure(name, seen, days, by, now)
                            assert found(look, name, days, by) == expected, (name, days, by, only)


def found(look: Look, name: str, days: tuple[date, date], by: str | None) -> slowly.Groups:
    figures_of = measured(named(name), look, (whole(*days),), by)
    return {each.of: (None if each.value is None else float(each.value), each.base) for each in figures_of}


def test_all_metrics_of_tickets_are_worked_out_slowly():
    elsewhere = {"compliance", "failure", "repair-return", "complaints", "complaints-handled"}
    assert {*slowly.FIGURES, *slowly.PARTS, "score"} == {metric.name for metric in METRICS} - elsewhere


@pytest.mark.slow
@settings(SOME, max_examples=300)
@given(events=histories(), cuts=st.lists(st.integers(1, 60), max_size=8))
def test_sums_of_many_histories(events: list[Recorded], cuts: list[int]):
    with closing(folded(events, cuts)) as live:
        assert kept(live, DAYS) == sums_of(live)
