"""Leave steers approvals and call-backs, and who is named in a plan or at a meeting is on record (section 9, R16)."""

import pytest

from domain.staff.state import Staff
from domain.ticket.commands import (
    ApproveCompensation,
    ApprovePlan,
    CallBack,
    HoldMeeting,
    ProposePlan,
    RejectCompensation,
    RejectPlan,
    TicketCommand,
)
from domain.ticket.events import TicketEvent
from domain.ticket.known import Known
from tests.domain.aftercare import COMPLAINT, SURVEYED
from tests.domain.examples import AT_WORK, GOODWILL, LATER, PLAN
from tests.domain.people import AWAY_TODAY, AWAY_TOMORROW, of_staff, supervisor
from tests.domain.specification import given

PLANNED, PROMISED, LOW = (*AT_WORK, PLAN), (*AT_WORK, GOODWILL), (*SURVEYED, COMPLAINT)
JUDGED: list[tuple[tuple[TicketEvent, ...], TicketCommand]] = [
    (PLANNED, ApprovePlan(plan=1)),
    (PLANNED, RejectPlan(plan=1, reason="先报价")),
    (PROMISED, ApproveCompensation(compensation=1)),
    (PROMISED, RejectCompensation(compensation=1, reason="已补偿")),
    (LOW, CallBack(survey=1, category="effect", reason="仍有异响", agreed="周五上门复查")),
]
PROPOSE = ProposePlan(steps="更换主板", owner="003", deadline=LATER)
MEET = HoldMeeting(departments=("technical", "product", "service"), attendees=("003", "p-001"), outcome="更换主板")


@pytest.mark.parametrize(("before", "command"), JUDGED, ids=lambda value: getattr(value, "action", ""))
def test_who_is_on_leave_that_day_neither_judges_nor_calls_back(
    before: tuple[TicketEvent, ...], command: TicketCommand
) -> None:
    away = Known(staff={"002": supervisor(AWAY_TODAY)})
    given(*before).knowing(away).when(command, by="002").then_refused("on-leave")


@pytest.mark.parametrize(("before", "command"), JUDGED, ids=lambda value: getattr(value, "action", ""))
@pytest.mark.parametrize("person", [None, supervisor(), supervisor(AWAY_TOMORROW)], ids=["unknown", "there", "later"])
def test_who_is_there_that_day_or_not_on_record_does(
    before: tuple[TicketEvent, ...], command: TicketCommand, person: Staff | None
) -> None:
    known = Known(staff={"002": person})
    assert given(*before).knowing(known).when(command, by="002").caused()


@pytest.mark.parametrize("command", [PROPOSE, MEET], ids=lambda command: command.action)
def test_who_is_named_is_on_record_where_records_are_kept(command: TicketCommand) -> None:
    given(*AT_WORK).knowing(of_staff(None)).when(command).then_refused("staff-not-on-record")
    assert given(*AT_WORK).knowing(of_staff(None, kept=False)).when(command).caused()
    assert given(*AT_WORK).knowing(of_staff(supervisor())).when(command).caused()
