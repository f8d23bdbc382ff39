"""Staff whom a command names are on record where records are kept, and work here where they are given something."""

import pytest

from domain.matters.care import commands as care
from domain.matters.complaints import commands as complaints
from domain.matters.improvements import commands as improvements
from domain.matters.incidents import commands as incidents
from domain.matters.incidents.vocabulary import Member
from domain.matters.inspections import commands as inspections
from domain.matters.meetings import commands as meetings
from domain.matters.returns import commands as returns
from tests.matters.cases.care import PLANNED
from tests.matters.cases.complaints import TO_GIVE
from tests.matters.cases.improvements import JUNE, PROPOSED
from tests.matters.cases.incidents import TO_CALL
from tests.matters.cases.inspections import SAMPLED
from tests.matters.cases.meetings import CALLED, HELD
from tests.matters.cases.returns import APPROVED, ASKED
from tests.matters.specification import TICKET, given
from tests.scenarios.parts import Step
from tests.scenarios.people import agent, complaint_handler, emergency, manager, quality, supervisor

STAFF = ("a-001", "e-003", "m-001", "s-002", "q-001", "p-001", "h-002", "r-001", "r-002")
GHOST = "x-999"
TEAM = (Member(staff="r-001", duty="lead"), Member(staff=GHOST, duty="technical"))

GIVEN: tuple[tuple[tuple[Step, ...], Step], ...] = (
    ((), agent(PLANNED.command.model_copy(update={"staff": GHOST}))),
    ((PLANNED,), supervisor(care.AssignCare(staff=GHOST))),
    ((ASKED, APPROVED), agent(returns.AssignReturn(staff=GHOST))),
    (TO_GIVE, complaint_handler(complaints.GiveComplaint(staff=GHOST))),
    ((PROPOSED,), manager(improvements.AssignImprovement(department="product", staff=GHOST, due=JUNE))),
    (TO_CALL, emergency(incidents.CallTeam(team=TEAM))),
    ((CALLED, HELD), quality(meetings.RecordDecision(words="复核", owner=GHOST))),
)
"""After these steps, something is given to somebody."""
NAMED: tuple[tuple[tuple[Step, ...], Step], ...] = (
    ((), quality(inspections.SampleTicket(ticket=TICKET, form="service", about=GHOST))),
    ((), manager(CALLED.command.model_copy(update={"invited": ("m-001", GHOST)}))),
    ((CALLED,), quality(HELD.command.model_copy(update={"attendees": ("q-001", GHOST)})).at("2024-06-05 16:00")),
)


def _named(case: tuple[tuple[Step, ...], Step]) -> str:
    return case[1].command.action


@pytest.mark.parametrize(("before", "step"), [*GIVEN, *NAMED], ids=map(_named, (*GIVEN, *NAMED)))
def test_who_is_not_on_record_is_named_nowhere(before: tuple[Step, ...], step: Step) -> None:
    given(*before).with_staff(*STAFF).when(step).then_refused("staff-not-on-record")


@pytest.mark.parametrize(("before", "step"), GIVEN, ids=map(_named, GIVEN))
def test_who_has_left_is_given_nothing(before: tuple[Step, ...], step: Step) -> None:
    given(*before).with_staff(*STAFF, GHOST, left=(GHOST,)).when(step).then_refused("staff-not-employed")


def test_the_work_of_who_has_left_may_be_looked_at() -> None:
    given().with_staff(*STAFF, left=("a-001",)).when(SAMPLED).then_stands(about=("a-001",))


@pytest.mark.parametrize(("before", "step"), NAMED[1:], ids=map(_named, NAMED[1:]))
def test_who_has_left_may_have_been_there(before: tuple[Step, ...], step: Step) -> None:
    given(*before).with_staff(*STAFF, GHOST, left=(GHOST,)).when(step).then_stands()


def test_where_no_staff_records_are_kept_anybody_will_do() -> None:
    given(*TO_GIVE).when(complaint_handler(complaints.GiveComplaint(staff=GHOST))).then_stands(responsible=GHOST)


def test_a_customer_complains_of_whomever_they_say() -> None:
    of = agent(complaints.RaiseComplaint(categories=("attitude",), staff=(GHOST,), words="态度不好"))
    given().with_staff(*STAFF).when(of).then_stands(about=(GHOST,))


@pytest.mark.parametrize("step", [SAMPLED, CALLED, PROPOSED, ASKED], ids=lambda step: step.command.action)
def test_what_names_those_on_record_works_as_ever(step: Step) -> None:
    given().with_staff(*STAFF).when(step).then_stands()
