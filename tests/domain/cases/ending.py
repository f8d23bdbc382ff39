"""From a solution to the end (确认、结案, R28–R33): each command's cases."""

from datetime import timedelta

from domain.ticket.commands import (
    CancelTicket,
    CloseTicket,
    ConfirmResolution,
    RejectResolution,
    ReopenTicket,
    ResolveTicket,
)
from domain.ticket.events import FunctionTested, HandlingStarted, WorkLogged
from domain.ticket.known import Known
from tests.domain.case import Case, No
from tests.domain.examples import ANOTHER_PLAN, APPROVED, ARRIVED, AT_WORK, ON_SITE, PLAN, READY
from tests.domain.specification import (
    ACKNOWLEDGED,
    AGREED,
    CANCELLED,
    CLOSED,
    CONFIRMED,
    ENDED,
    NOON,
    OPENED,
    REJECTED,
    REOPENED,
    RESOLVED,
    SOLVED,
    WORKING,
    state,
)

FAILED = FunctionTested(passed=False)
OTHER_WORK = WorkLogged(work="other", steps="更换制冷剂")
EARLIER = NOON - timedelta(minutes=6)
THIS, THAT = "202405-00001", "202405-00002"
REPEATING = CancelTicket(cancelled_as="duplicate", duplicate_of=THAT, reason="同一故障")
OF_ITSELF = CancelTicket(cancelled_as="duplicate", duplicate_of=THIS, reason="同一故障")

CASES = (
    Case(
        ResolveTicket(handling="更换制冷剂"),
        WORKING,
        RESOLVED,
        refused=(
            No("not-acknowledged", (OPENED,)),
            No("plan-not-approved", (*AT_WORK, PLAN)),
            No("no-work-logged", (*WORKING, ARRIVED)),
            No("no-work-logged", (*WORKING, HandlingStarted(where="send-in"))),
            No("no-plan", (*WORKING, ARRIVED, OTHER_WORK)),
            No("no-plan", (*WORKING, ARRIVED, OTHER_WORK, HandlingStarted(where="remote"))),
            No("no-plan", (*WORKING, OTHER_WORK)),
            No("not-graded", (OPENED, ACKNOWLEDGED, HandlingStarted(where="on-site"), OTHER_WORK)),
            No("plan-not-approved", (*ON_SITE, OTHER_WORK, ANOTHER_PLAN)),
            No("no-repair-consent", (*ON_SITE, OTHER_WORK)),
            No("consent-to-other-plan", (*READY, ANOTHER_PLAN, APPROVED.model_copy(update={"plan": 2}), OTHER_WORK)),
            No("test-failed", (*READY, FAILED)),
            No("test-failed", (*READY, FAILED, WorkLogged(work="repair", steps="紧固"))),
        ),
    ),
    Case(
        ConfirmResolution(signature="张三"),
        SOLVED,
        CONFIRMED,
        refused=(No("allowed-only-later", SOLVED, at=EARLIER),),
    ),
    Case(
        RejectResolution(reason="仍有异响"),
        SOLVED,
        REJECTED,
        refused=(No("allowed-only-later", SOLVED, at=EARLIER),),
    ),
    Case(
        CloseTicket(),
        AGREED,
        CLOSED,
        refused=(
            No("not-confirmed", SOLVED),
            No("not-resolved", WORKING, CloseTicket(closed_as="unanswered")),
            No("supervisor-reason-needed", WORKING, CloseTicket(closed_as="supervisor")),
        ),
    ),
    Case(ReopenTicket(reason="再次报警"), ENDED, REOPENED),
    Case(
        CancelTicket(cancelled_as="withdrawn", reason="客户撤回"),
        (OPENED,),
        CANCELLED,
        refused=(
            No("original-needed", (OPENED,), CancelTicket(cancelled_as="duplicate", reason="同一故障")),
            No("original-not-found", (OPENED,), REPEATING, known=Known(tickets={THAT: None})),
            No("original-is-itself", (OPENED,), OF_ITSELF, known=Known(tickets={THIS: state(OPENED)})),
            No("original-repeats-it", (OPENED,), REPEATING, known=Known(tickets={THAT: state(OPENED), THIS: None})),
        ),
    ),
)
