"""Complaints (R36) beyond each command's cases: whom they are about, who answers for them, and how often they come back."""

from datetime import date

import pytest
from pydantic import ValidationError

from domain.matters.complaints import commands as c
from domain.matters.complaints.decide import COMPLAINT
from domain.matters.complaints.state import Complaint
from domain.policy.in_force import shipped
from domain.record.envelope import Actor, Envelope, Recorded
from domain.refusals import NotAllowed
from domain.staff.events import RoleGranted, StaffJoined
from domain.staff.state import evolve
from domain.staff.vocabulary import Role
from domain.ticket.circumstances import Circumstances
from domain.ticket.events import CustomerContacted
from domain.ticket.known import Known
from domain.ticket.vocabulary import Channel
from tests.matters.cases.complaints import (
    ANSWERED,
    ASKED,
    CLOSED,
    COMPLEX,
    CONTACTED,
    GIVEN,
    HANDLED,
    HANDLING,
    LINKED,
    NOT_SATISFIED,
    RAISED,
    REOPENED,
    SATISFIED,
    SIMPLE,
    TO_ASK,
    TO_ASSESS,
    TO_GIVE,
    UNANSWERED,
    WITHDRAWN_FOR_THEM,
    other_handler,
)
from tests.matters.specification import BEGINS, given
from tests.scenarios.parts import Who
from tests.scenarios.people import agent, complaint_handler

CONTACTED_EVENT = CustomerContacted(channel=Channel.PHONE, note="愿意等答复")
FOUND_LATER = complaint_handler(
    c.AssessComplaint(weight="simple", severity="minor", reason="派单排错", staff=("a-009", "e-003"))
)
ENVELOPE = Envelope(
    id="e-1",
    type="role-granted",
    schema_version=1,
    aggregate="staff-h-002",
    version=1,
    occurred=BEGINS,
    recorded=BEGINS,
    actor=Actor(id="s-001", role="supervisor", channel="api"),
    command="c-1",
    correlation="c-1",
)
THAT_AGENT = Who("complaint-handler", "a-009")


def test_who_assesses_a_simple_complaint_answers_for_it_and_handles_it() -> None:
    given(*TO_ASSESS).when(SIMPLE).then_stands(responsible="h-001", weight="simple")
    given(*TO_ASSESS, SIMPLE).when(complaint_handler(HANDLING)).then_stands(status="handled", cause="process")


def test_a_handler_named_before_the_assessment_stays() -> None:
    early = (RAISED, GIVEN, CONTACTED, ANSWERED)
    given(RAISED).when(GIVEN).then_stands(status="raised", responsible="h-002")
    given(*early, COMPLEX).when(HANDLED).then_stands(status="handled", responsible="h-002")


def test_those_found_by_the_assessment_are_not_to_deal_with_it_either() -> None:
    given(*TO_ASSESS).when(FOUND_LATER).then_stands(about=("e-003", "a-009"))
    given(*TO_ASSESS, FOUND_LATER).when(THAT_AGENT(c.GiveComplaint(staff="h-002"))).then_refused("complained-about")


def test_whom_it_is_about_may_write_down_the_complaint_but_not_end_it() -> None:
    own = agent(c.RaiseComplaint(categories=("attitude",), staff=("a-001",), words="态度不好"))
    given().when(own).then_stands(status="raised", about=("a-001",))
    given(own).when(WITHDRAWN_FOR_THEM).then_refused("complained-about")


def test_each_time_the_customer_is_not_satisfied_is_counted() -> None:
    again = other_handler(c.HandleComplaint(cause="process", words="x", measures="再次登门"))
    given(*TO_ASK).when(NOT_SATISFIED).then_stands(status="reopened", reopenings=1, score=3)
    given(*REOPENED, again).when(NOT_SATISFIED).then_stands(status="reopened", reopenings=2)
    given(*REOPENED, again).when(SATISFIED).then_stands(status="surveyed", reopenings=1)


@pytest.mark.parametrize("score", [0, 6, True])
def test_a_score_is_one_to_five(score: int) -> None:
    with pytest.raises(ValidationError):
        c.AnswerComplaintSurvey(score=score)


def test_the_command_line_says_a_score_as_text() -> None:
    assert c.AnswerComplaintSurvey.model_validate({"score": "4"}).score == 4


@pytest.mark.parametrize("number", ["TS202405-00001", "GJ2024-1", "gj202405-00001", "GJ202405-00001 "])
def test_an_improvement_has_the_number_of_one(number: str) -> None:
    with pytest.raises(ValidationError, match="pattern"):
        c.LinkImprovement(improvement=number)


def test_what_came_back_is_answered_and_assessed_again() -> None:
    given(*REOPENED).when(ANSWERED).then_stands(status="reopened")
    given(*REOPENED).when(COMPLEX).then_stands(status="assessed", responsible="h-002")
    given(*REOPENED, COMPLEX).when(HANDLED).then_stands(status="handled")


def test_the_customer_may_be_contacted_as_often_as_needed() -> None:
    once_more = complaint_handler(CONTACTED.command)
    given(*TO_GIVE).when(once_more).then_stands(status="assessed")
    given(*TO_ASK).when(once_more).then_stands(status="handled")


def test_several_improvements_come_of_it_though_it_is_over_and_each_once() -> None:
    other = complaint_handler(c.LinkImprovement(improvement="GJ202405-00002"))
    over = (*TO_ASK, LINKED, SATISFIED, CLOSED)
    given(*over).when(other).then_stands(status="closed", improvements=("GJ202405-00001", "GJ202405-00002"))
    given(*over, other).when(LINKED).then_nothing()


def test_a_complaint_that_nobody_answers_is_closed_with_the_reason() -> None:
    given(*TO_ASK, *ASKED).when(UNANSWERED).then_stands(status="closed", score=None)


def test_a_second_call_in_the_same_words_is_another_call() -> None:
    given(RAISED, CONTACTED).when(CONTACTED).then(CONTACTED_EVENT, status="contacted")


def _of_role(role: Role) -> Circumstances:
    """Under which h-002 holds that role, and no other."""
    since = date(2020, 1, 1)
    store = [StaffJoined(name="某人", office="客服", since=since), RoleGranted(role=role, since=since)]
    person = None
    for version, event in enumerate(store, 1):
        person = evolve(person, Recorded(ENVELOPE.model_copy(update={"version": version}), event, version))
    return Circumstances("h-001", BEGINS, shipped().newest("handbook"), known=Known(staff={"h-002": person}))


def test_a_complaint_is_given_to_nobody_who_could_not_handle_it() -> None:
    matter = Complaint(status="assessed", weight="complex")
    with pytest.raises(NotAllowed, match="complaint handler"):
        COMPLAINT.decide(matter, GIVEN.command, _of_role(Role.WAREHOUSE))
    assert COMPLAINT.decide(matter, GIVEN.command, _of_role(Role.COMPLAINT_HANDLER))


def test_giving_it_to_whom_it_is_with_changes_nothing() -> None:
    given(*TO_GIVE, GIVEN, CONTACTED).when(GIVEN).then_nothing()
