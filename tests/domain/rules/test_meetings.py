"""Meetings (跨部门会议, R16): of several people always, of several departments where they settle the plan."""

import pytest

from domain.policy.pack import Pack
from domain.refusals import NotAllowed
from domain.ticket.commands import HoldMeeting, ProposePlan
from domain.ticket.decide import decide, judge
from domain.ticket.events import MeetingHeld, TicketEvent
from tests.domain.examples import AT_WORK, LATER, MET, PLAN
from tests.domain.specification import ELSEWHERE, GRADED, HANDBOOK, OPENED, WORKING, Given, given, state

OF_ONE = HoldMeeting(departments=("technical",), attendees=("003", "p-001"), outcome="更换主板")
HELD = MeetingHeld(departments=("technical",), attendees=("003", "p-001"), outcome="更换主板")
BY_ONE = MeetingHeld(departments=("technical", "product"), attendees=("003",), outcome="更换主板")
PLANNING = ProposePlan(steps="更换主板", owner="003", deadline=LATER)


def any_departments() -> Pack:
    """The handbook, but whichever departments meet will do."""
    meeting = HANDBOOK.plans.meeting.model_copy(update={"departments": ()})
    return HANDBOOK.model_copy(update={"plans": HANDBOOK.plans.model_copy(update={"meeting": meeting})})


@pytest.mark.parametrize("before", [AT_WORK, (OPENED,)], ids=["general", "not graded yet"])
def test_where_no_departments_meet_two_people_of_one_are_a_meeting(before: tuple[TicketEvent, ...]) -> None:
    given(*before).when(OF_ONE).then(HELD)


def test_a_meeting_of_one_department_before_the_grading_settles_no_plan_of_an_urgent_ticket() -> None:
    alone = Given((*WORKING[:2], HELD, GRADED, *WORKING[3:]), any_departments())
    alone.when(PLANNING).then_refused("meeting-of-one-department")


def test_departments_that_met_each_by_itself_have_not_settled_it() -> None:
    alone = tuple(HELD.model_copy(update={"departments": (one,)}) for one in ("technical", "product", "service"))
    given(OPENED, *alone, *WORKING[1:]).when(PLANNING).then_refused("no-meeting")
    given(OPENED, *alone, *WORKING[1:], MET).when(PLANNING).then(PLAN)


def test_it_is_said_who_was_absent_from_the_fullest_meeting() -> None:
    pair = HELD.model_copy(update={"departments": ("technical", "product")})
    with pytest.raises(NotAllowed) as refusal:
        given(*WORKING, HELD, pair).when(PLANNING).caused()
    assert refusal.value.details["departments"] == ("service",)


def test_two_departments_of_the_policys_choice_settle_it() -> None:
    both = HELD.model_copy(update={"departments": ("technical", "logistics")})
    Given((*WORKING, both), any_departments()).when(PLANNING).then(PLAN)


def test_a_meeting_that_another_system_tells_of_is_taken_as_it_was_held() -> None:
    assert judge(state(*WORKING), BY_ONE, ELSEWHERE) is None
    assert decide(state(*WORKING), OF_ONE, ELSEWHERE) == [HELD]
