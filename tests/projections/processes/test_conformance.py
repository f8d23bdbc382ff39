"""Conformance: each rule of the written process is turned from by one course of a ticket and kept to by another."""

import json
from collections.abc import Sequence

import pytest

from domain.ticket import events as e
from domain.ticket.events import EVENTS
from projections.processes.conformance.judging import Deviation, read
from projections.processes.conformance.rules import AT, BY_CODE, RULES
from projections.processes.conformance.words import DEVIATIONS
from projections.processes.facts import SAID
from tests.projections.logs import ListLog, at, sourced
from tests.projections.processes.cases import (
    ACK,
    APPROVED,
    BY_SUPERVISOR,
    CASES,
    FAULT,
    PLANNED,
    QUESTION,
    REPAIRED,
    RESOLVED,
    SATISFIED,
    Case,
    Step,
)
from tests.projections.processes.walking import folded


def lived(steps: Sequence[Step], case: Case) -> ListLog:
    log = ListLog()
    for place, step in enumerate(steps, 1):
        by, event = step if isinstance(step, tuple) else ("s-001", step)
        source = sourced("Case 1", place, f"step {place}") if case.imported else None
        log.happen("1", event, policy=case.policy, by=by, source=source)
    return log


def found(log: ListLog, rule: str) -> list[Deviation]:
    return [deviation for deviation in read(folded(log)["deviations"]) if deviation.rule == rule]


def named(case: Case) -> str:
    return f"{case.rule}-{CASES.index(case)}"


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_turn_from_the_rule_is_shown_by_its_events(case: Case):
    log = lived(case.turns, case)
    [deviation] = found(log, case.rule)
    ids = {recorded.envelope.version: (recorded.envelope.id, recorded.envelope.type) for recorded in log.events}
    assert [version for version, _, _ in deviation.events] == list(case.shown_by)
    assert all(ids[version] == (id_, name) for version, id_, name in deviation.events)
    assert deviation.version == case.shown_by[-1]


@pytest.mark.parametrize("case", CASES, ids=named)
def test_who_keeps_to_the_rule_is_not_shown(case: Case):
    assert found(lived(case.keeps, case), case.rule) == []


def test_every_rule_has_its_case_its_words_and_events_that_are_kept():
    assert {case.rule for case in CASES} == {rule.code for rule in RULES} == DEVIATIONS.keys()
    assert len(BY_CODE) == len(RULES)
    assert AT.keys() <= {kind.stored_name for kind in SAID} <= EVENTS.keys()


def test_the_rules_stand_in_the_order_of_the_process():
    numbers = [int(rule.requirement[1:].rstrip("a")) for rule in RULES]
    assert numbers == sorted(numbers)


def test_an_approval_recorded_late_but_given_before_the_work_makes_the_turn_void():
    log = ListLog()
    for clock, event in (("09:00", FAULT), ("10:00", PLANNED), ("12:00", REPAIRED)):
        log.happen("1", event, at(clock), policy="handbook@1")
    assert len(found(log, "not-approved")) == 1
    log.happen("1", APPROVED, at("11:00"), recorded=at("15:00"), policy="handbook@1")
    assert found(log, "not-approved") == []


def test_a_closing_after_the_closing_is_no_second_ending():
    log = ListLog()
    for event in (QUESTION, ACK, RESOLVED, SATISFIED, e.TicketClosed(), e.TicketClosed()):
        log.happen("1", event, policy="handbook@1")
    assert [len(found(log, rule)) for rule in ("not-confirmed", "no-survey", "not-verified")] == [1, 1, 1]


def test_a_lawful_life_turns_from_nothing():
    log = ListLog()
    life = (
        QUESTION,
        ACK,
        e.InformationVerified(missing=()),
        RESOLVED,
        e.SurveySent(survey=1, channel=QUESTION.channel, form="handbook@1"),
        BY_SUPERVISOR,
    )
    for event in life:
        log.happen("1", event, policy="handbook@1")
    assert json.loads(folded(log)["deviations"]) == []
