"""Whatever happened: the judgement follows from the facts alone, in any order they are given, and agrees with itself."""

import json
import random
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.clocks.calendars import shipped_calendars
from domain.clocks.fact import Fact, facts_of
from domain.clocks.judging import judge
from domain.clocks.past.history import histories_of, history_of
from domain.clocks.run import Run
from domain.policy.in_force import shipped
from domain.policy.pack import Pack
from tests.projections.examples import logs
from tests.projections.logs import SHANGHAI, START, ListLog

PACKS = {pack.ref: pack for pack in shipped().packs}
CALENDARS = shipped_calendars(SHANGHAI)
NOW = START + timedelta(days=3)
PACK = st.sampled_from([*PACKS.values()])


def histories(log: ListLog) -> list[tuple[Fact, ...]]:
    tickets = {each.envelope.aggregate for each in log.events if each.envelope.ticket}
    return [facts_of(each for each in log.events if each.envelope.aggregate == key) for key in sorted(tickets)]


def judged(facts: tuple[Fact, ...], pack: Pack, now: datetime = NOW) -> tuple[Run, ...]:
    return judge(facts, pack, CALENDARS, now)


@settings(max_examples=40, deadline=None)
@given(log=logs(), pack=PACK, seed=st.integers(0, 99))
def test_it_follows_from_the_facts_whatever_their_order_and_wherever_they_were_kept(
    log: ListLog, pack: Pack, seed: int
):
    for facts in histories(log):
        mixed = [*facts]
        random.Random(seed).shuffle(mixed)
        kept = tuple(Fact.of_json(json.loads(json.dumps(fact.as_json()))) for fact in mixed)
        assert judged(kept, pack) == judged(facts, pack)


@settings(max_examples=40, deadline=None)
@given(log=logs(), pack=PACK, minutes=st.integers(0, 400))
def test_at_a_moment_it_is_what_had_happened_by_then(log: ListLog, pack: Pack, minutes: int):
    now = START + timedelta(minutes=minutes)
    for facts in histories(log):
        by_then = tuple(fact for fact in facts if fact.occurred <= now)
        assert judged(facts, pack, now) == judged(by_then, pack, now)


@settings(max_examples=40, deadline=None)
@given(log=logs(), minutes=st.lists(st.integers(0, 400), max_size=4), seed=st.none() | st.integers(0, 9))
def test_what_had_happened_by_several_moments_is_what_had_by_each(log: ListLog, minutes: list[int], seed: int | None):
    moments = [START + timedelta(minutes=each) for each in minutes]
    for facts in histories(log):
        told = [*facts]
        if seed is not None:
            random.Random(seed).shuffle(told)
        assert [*histories_of(told, moments)] == [history_of(told, now) for now in moments]


@settings(max_examples=40, deadline=None)
@given(log=logs(), pack=PACK)
def test_one_clock_alone_is_judged_as_among_all(log: ListLog, pack: Pack):
    for facts in histories(log):
        together = judged(facts, pack)
        for name in pack.clocks:
            alone = judge(facts, pack, CALENDARS, NOW, {name})
            assert alone == tuple(run for run in together if run.clock == name)


@settings(max_examples=60, deadline=None)
@given(log=logs(), pack=PACK)
def test_each_run_agrees_with_itself(log: ListLog, pack: Pack):
    for facts in histories(log):
        runs = judged(facts, pack)
        assert len({run.key for run in runs}) == len(runs)
        for run in runs:
            _agrees(run)


def _agrees(run: Run) -> None:
    over = run.stopped or run.ended
    until = max(over.occurred, run.since) if over else NOW
    if run.state == "met":
        assert run.stopped is not None
        assert run.due is None or until <= run.due
    if run.state == "missed" and not run.is_followed:
        assert run.due is not None
        assert run.due < until
        assert run.late_by is not None
        assert timedelta(0) < run.late_by <= until - run.due
    if run.limit is not None and run.rule.calendar == "24x7" and run.used is not None and run.due is not None:
        limit = timedelta(**{"min": {"minutes": 1}, "h": {"hours": 1}}[run.limit.unit]) * run.limit.amount
        assert (run.used > limit) <= (run.state == "missed")
    assert (run.remaining is not None) <= (over is None)


@pytest.mark.parametrize("grade", ["general", "important", "urgent"])
@settings(max_examples=25, deadline=None)
@given(log=logs())
def test_graded_again_a_clock_that_runs_once_is_judged_as_if_it_had_been_graded_so_from_the_first(
    grade: str, log: ListLog
):
    pack = PACKS["handbook@1"]
    for facts in histories(log):
        last = Fact("ffffffff-0", "ticket-graded", NOW, 9_999, severity=grade)
        first = Fact("ffffffff-0", "ticket-graded", facts[0].occurred - timedelta(days=9), 0, severity=grade)
        others = [fact for fact in facts if fact.name != "ticket-graded"]
        plain = tuple(fact for fact in others if fact.severity is None and fact.corrects is None)
        once = [name for name, clock in pack.clocks.items() if not clock.repeats]
        after, before = (judge(told, pack, CALENDARS, NOW, once) for told in ((*plain, last), (first, *plain)))
        assert after == before
