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
from domain.ticket.events import (
    CorrectionRecorded,
    FunctionTested,
    HandlingStarted,
    RemoteAssistanceGiven,
    TicketAbsorbed,
    TicketCancelled,
    TicketLinked,
    WorkLogged,
)
from domain.ticket.known import Known
from tests.domain.aftercare import COMPLAINT, CONFIRMED_AND_SURVEYED, GAPS, LATE, REMINDED_THRICE, SHOWN
from tests.domain.case import Case, No
from tests.domain.examples import (
    ANOTHER_PLAN,
    APPROVED,
    ARRIVED,
    AT_WORK,
    GUIDED,
    HASH,
    INSPECTED,
    ON_SITE,
    PLAN,
    PLAN_REJECTED,
    READY,
    SHARED,
)
from tests.domain.specification import (
    ACKNOWLEDGED,
    AGREED,
    CANCELLED,
    CLOSED,
    CONFIRMED,
    ENDED,
    GRADED,
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
REPAIRED = WorkLogged(work="repair", steps="更换制冷剂")
APPROVED_TOO = APPROVED.model_copy(update={"plan": 2})
EARLIER = NOON - timedelta(minutes=6)
TAKEN_UP = (OPENED, ACKNOWLEDGED, GRADED)
ASSISTED = RemoteAssistanceGiven(actions="重装系统")
AS_A_QUESTION = (
    *WORKING,
    CorrectionRecorded(version=1, field="kind", right="consultation", reason="x"),
    REPAIRED,
    CorrectionRecorded(version=1, field="kind", right="fault", reason="改回"),
)
"""An urgent fault that was repaired while it was called a question."""
THIS, THAT = "202405-00001", "202405-00002"
REPEATED = TicketLinked(other=THAT, relation="duplicated")
REPEATING = CancelTicket(cancelled_as="duplicate", duplicate_of=THAT, reason="同一故障")
FOR_THIS = TicketCancelled(cancelled_as="duplicate", duplicate_of=THIS, reason="同一故障")
OF_ITSELF = CancelTicket(cancelled_as="duplicate", duplicate_of=THIS, reason="同一故障")
SIGNED = {"given": "signature", "evidence": HASH}
UNANSWERED = CloseTicket(closed_as="unanswered")

CASES = (
    Case(
        ResolveTicket(handling="更换制冷剂"),
        (*WORKING, GUIDED),
        RESOLVED,
        refused=(
            No("not-acknowledged", (OPENED,)),
            No("plan-not-approved", (*AT_WORK, PLAN)),
            No("no-work-logged", WORKING),
            No("no-plan", (*TAKEN_UP, ASSISTED)),
            No("no-plan", (*TAKEN_UP, HandlingStarted(where="remote"), INSPECTED)),
            No("no-plan", AS_A_QUESTION),
            No("plan-not-approved", (*AS_A_QUESTION, PLAN, PLAN_REJECTED)),
            No("no-meeting", (*AS_A_QUESTION, PLAN, APPROVED)),
            No("no-work-logged", (*WORKING, ARRIVED)),
            No("no-plan", (*WORKING, ARRIVED, INSPECTED)),
            No("no-plan", (*WORKING, HandlingStarted(where="send-in"), INSPECTED)),
            No("plan-not-approved", (*AT_WORK, PLAN, PLAN_REJECTED, INSPECTED)),
            No("no-work-logged", (*WORKING, HandlingStarted(where="send-in"))),
            No("no-plan", (*WORKING, ARRIVED, OTHER_WORK)),
            No("no-plan", (*WORKING, ARRIVED, OTHER_WORK, HandlingStarted(where="remote"))),
            No("no-plan", (*WORKING, OTHER_WORK)),
            No("not-graded", (OPENED, ACKNOWLEDGED, HandlingStarted(where="on-site"), OTHER_WORK)),
            No("plan-not-approved", (*ON_SITE, OTHER_WORK, ANOTHER_PLAN)),
            No("no-repair-consent", (*ON_SITE, OTHER_WORK)),
            No("consent-to-other-plan", (*READY, ANOTHER_PLAN, APPROVED.model_copy(update={"plan": 2}), OTHER_WORK)),
            No("plan-not-shared", (*READY, REPAIRED, GRADED)),
            No("plan-not-shared", (*READY, REPAIRED, GRADED, SHARED, ANOTHER_PLAN, APPROVED_TOO)),
            No("test-failed", (*READY, FAILED)),
            No("test-failed", (*READY, FAILED, WorkLogged(work="repair", steps="紧固"))),
        ),
    ),
    Case(
        ConfirmResolution(signature="张三", given="signature", evidence=HASH),
        SHOWN,
        CONFIRMED.model_copy(update=SIGNED),
        refused=(
            No("how-given-needed", SHOWN, ConfirmResolution(signature="张三", evidence=HASH)),
            No("evidence-needed", SHOWN, ConfirmResolution(signature="张三", given="phone")),
            No("no-such-attachment", SOLVED),
            No("allowed-only-later", SHOWN, at=EARLIER),
        ),
    ),
    Case(
        RejectResolution(reason="仍有异响", given="signature", evidence=HASH),
        SHOWN,
        REJECTED.model_copy(update=SIGNED),
        refused=(
            No("how-given-needed", SHOWN, RejectResolution(reason="仍有异响", evidence=HASH)),
            No("evidence-needed", SHOWN, RejectResolution(reason="仍有异响", given="message")),
            No("allowed-only-later", SHOWN, at=EARLIER),
        ),
    ),
    Case(
        CloseTicket(),
        AGREED,
        CLOSED,
        also=(GAPS,),
        refused=(
            No("not-confirmed", SOLVED),
            No("allowed-only-later", AGREED, at=EARLIER),
            No("call-back-owed", (*CONFIRMED_AND_SURVEYED, COMPLAINT)),
            No("closing-report-needed", AGREED, pack="reporting"),
            No("not-resolved", WORKING, UNANSWERED),
            No("reminders-missing", REMINDED_THRICE[:-1], UNANSWERED, at=LATE),
            No("time-to-answer", REMINDED_THRICE, UNANSWERED, at=LATE - timedelta(minutes=1)),
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
            No("others-live-on", (OPENED, TicketAbsorbed(other=THAT))),
            No("others-live-on", (OPENED, REPEATED), known=Known(tickets={THAT: state(OPENED, FOR_THIS)})),
            No("original-not-found", (OPENED,), REPEATING, known=Known(tickets={THAT: None})),
            No("original-is-itself", (OPENED,), OF_ITSELF, known=Known(tickets={THIS: state(OPENED)})),
            No("original-cancelled", (OPENED,), REPEATING, known=Known(tickets={THAT: state(OPENED, CANCELLED)})),
            No("linked-the-other-way", (OPENED, REPEATED), REPEATING, known=Known(tickets={THAT: state(OPENED)})),
            No("original-repeats-it", (OPENED,), REPEATING, known=Known(tickets={THAT: state(OPENED), THIS: None})),
        ),
    ),
)
