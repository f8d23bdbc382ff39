"""Incidents (R37) beyond each command's cases: repeated signals, another team, who answers for it."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from domain.matters.incidents import commands as c
from domain.matters.incidents.vocabulary import Member
from tests.matters.cases.incidents import (
    ACTING,
    AGAIN,
    BEFORE,
    CALLED,
    CALLED_ANEW,
    CLOSED,
    CONFIRMED,
    INFORMED,
    MEANWHILE,
    MEASURE,
    OVER,
    RAISED,
    RESTORED,
    REVIEWED,
    TO_ACT,
    TO_CALL,
    UNTOLD,
    agent_and_supervisor,
    measure,
)
from tests.matters.specification import BEGINS, given
from tests.scenarios.people import agent, emergency, manager


def test_a_signal_that_comes_again_is_counted_whether_confirmed_or_not() -> None:
    once_more = agent(c.RepeatSignal(observed=90, words="第三个小时"))
    given(RAISED, AGAIN).when(once_more).then_stands(status="raised", signals=3)
    given(*ACTING).when(AGAIN).then_stands(status="acting", signals=2)
    given(*OVER).when(AGAIN).then_refused("matter-status")


def test_who_confirms_answers_for_it_until_a_team_is_led() -> None:
    given(RAISED).when(CONFIRMED).then_stands(responsible="s-002")
    given(*TO_CALL).when(CALLED).then_stands(responsible="r-001", about=("r-001", "r-002"))


def test_a_supervisor_confirms_what_another_raised_though_they_hold_both_roles() -> None:
    given(agent(RAISED.command)).when(agent_and_supervisor(CONFIRMED.command)).then_stands(status="confirmed")


def test_a_later_team_takes_the_place_of_an_earlier_one() -> None:
    given(*ACTING).when(CALLED_ANEW).then_stands(status="acting", responsible="r-003", about=("r-003", "r-002"))
    given(*TO_ACT, CALLED_ANEW).when(measure(staff="r-001")).then_refused("not-of-team")


@pytest.mark.parametrize("number", ["", "r 001", "r-001\n", "王组长"])
def test_a_member_is_named_by_the_staff_number(number: str) -> None:
    with pytest.raises(ValidationError, match="pattern"):
        c.CallTeam(team=(Member(staff=number, duty="lead"),))


def test_a_measure_may_be_recorded_after_the_recovery_and_leaves_it_restored() -> None:
    given(*OVER).when(measure(at=BEFORE)).then_stands(status="restored", measures=2)


def test_it_works_again_by_the_first_measure_at_the_earliest_though_others_follow() -> None:
    given(*ACTING, measure(at=MEANWHILE)).when(RESTORED).then_stands(status="restored")
    given(*TO_ACT, measure(at=MEANWHILE), MEASURE).when(RESTORED).then_stands(status="restored")


def test_what_happens_at_this_moment_has_happened() -> None:
    at_the_moment = BEGINS + timedelta(minutes=40)
    given(*TO_ACT).when(measure(at=at_the_moment)).then_stands(measures=1)
    given(*TO_ACT).when(measure(at=at_the_moment + timedelta(seconds=1))).then_refused("not-yet-happened")


def test_customers_are_told_as_often_as_needed_even_after_the_recovery() -> None:
    told = emergency(INFORMED.command.model_copy(update={"customers": None, "tickets": ("202405-00001",)}))
    given(*TO_CALL, INFORMED, CALLED, MEASURE, RESTORED).when(told).then_stands(status="restored", informed=2)


def test_a_second_review_keeps_the_improvement_of_the_first() -> None:
    anew = emergency(c.ReviewIncident(cause="供应商换料", lessons="换料须报备"))
    given(*UNTOLD).when(anew).then_stands(status="reviewed", improvement="GJ202405-00001")


def test_where_no_customer_was_concerned_the_reason_is_enough() -> None:
    nobody = manager(c.CloseIncident(reason="仅涉及内部测试设备"))
    given(*UNTOLD).when(nobody).then_stands(status="closed", informed=0)
    given(*TO_CALL, INFORMED, CALLED, MEASURE, RESTORED, REVIEWED).when(CLOSED).then_stands(status="closed")
