"""For each rule of the written process a course of a ticket that turns from it, and one that keeps to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

from domain.ticket import events as e
from domain.ticket.events import TicketEvent
from domain.ticket.vocabulary import Channel, Kind, Stage
from tests.projections.logs import START

FAULT: Final = e.TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT, severity="general")
UNGRADED: Final = e.TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT)
QUESTION: Final = e.TicketOpened(channel=Channel.PHONE, kind=Kind.CONSULTATION)
ACK: Final = e.ReceiptAcknowledged()
VERIFIED: Final = e.InformationVerified(missing=())
DIAGNOSED: Final = e.FaultDiagnosed(finding="电源", fault_type="hardware")
PLANNED: Final = e.PlanProposed(plan=1, steps="更换", owner="e-1", deadline=START + timedelta(days=1))
APPROVED: Final = e.PlanApproved(plan=1)
REPAIRED: Final = e.WorkLogged(work="repair", steps="更换")
LOOKED: Final = e.WorkLogged(work="inspection", steps="检查")
RESOLVED: Final = e.TicketResolved(handling="更换")
CONFIRMED: Final = e.ResolutionConfirmed(signature="张伟")
SURVEYED: Final = e.SurveySent(survey=1, channel=Channel.SMS, form="handbook@1")
LOW: Final = e.SurveyAnswered(survey=1, scores=(e.Score(question="effect", score=2),), low=True)
CALLED: Final = e.CallbackMade(survey=1, category="effect", reason="未修好", agreed="重修")
SATISFIED: Final = e.TicketClosed(closed_as="satisfied", report="已修好")
BY_SUPERVISOR: Final = e.TicketClosed(closed_as="supervisor", reason="失联", report="无法联系")
WELL: Final = e.FollowUpMade(channel=Channel.PHONE, solved=True, professional=True, satisfied=True)
SENT_OUT: Final = e.EngineerDispatched(engineer="e-1")
ON_SITE: Final = e.HandlingStarted(where="on-site")
CONSENTED: Final = e.RepairConsented(by="张伟", given="signature")
URGENT: Final = e.TicketGraded(severity="urgent", reason="停机")
MET: Final = e.MeetingHeld(departments=("technical", "product"), attendees=("e-1", "p-1"), outcome="更换")

Step = TicketEvent | tuple[str, TicketEvent]
"""What happens, or who does it and what."""


@dataclass(frozen=True, slots=True)
class Case:
    """``turns``: shown by its events at these places (from 1); ``keeps``: the same without the turn."""

    rule: str
    turns: Sequence[Step]
    shown_by: tuple[int, ...]
    keeps: Sequence[Step]
    policy: str | None = "handbook@1"
    imported: bool = False


CASES: Final = (
    Case("not-verified", (QUESTION, RESOLVED, BY_SUPERVISOR), (3,), (QUESTION, VERIFIED, RESOLVED, BY_SUPERVISOR)),
    Case("not-acknowledged", (QUESTION, RESOLVED), (2,), (QUESTION, ACK, RESOLVED)),
    Case("not-graded", (UNGRADED, RESOLVED), (2,), (UNGRADED, URGENT, RESOLVED)),
    Case("graded-without-reason", (FAULT, e.TicketGraded(severity="urgent")), (2,), (FAULT, URGENT)),
    Case("not-diagnosed", (FAULT, RESOLVED), (2,), (FAULT, DIAGNOSED, RESOLVED)),
    Case(
        "assisted-unauthorised",
        (
            FAULT,
            e.RemoteAssistanceAuthorised(by="张伟", given="phone"),
            e.RemoteAssistanceRefused(reason="不便"),
            e.RemoteAssistanceGiven(actions="重置"),
        ),
        (3, 4),
        (FAULT, e.RemoteAssistanceAuthorised(by="张伟", given="phone"), e.RemoteAssistanceGiven(actions="重置")),
    ),
    Case(
        "request-unanswered",
        (FAULT, e.CollaborationRequested(request=1, department="product", text="请确认"), BY_SUPERVISOR),
        (2, 3),
        (
            FAULT,
            e.CollaborationRequested(request=1, department="product", text="请确认"),
            e.CollaborationAnswered(request=1, text="有缺陷"),
            BY_SUPERVISOR,
        ),
    ),
    Case("not-approved", (FAULT, PLANNED, REPAIRED), (2, 3), (FAULT, PLANNED, APPROVED, REPAIRED)),
    Case("no-meeting", (FAULT, URGENT, PLANNED, APPROVED), (4,), (FAULT, URGENT, MET, PLANNED, APPROVED)),
    Case(
        "plan-not-shared",
        (FAULT, URGENT, PLANNED, APPROVED, RESOLVED),
        (4, 5),
        (FAULT, URGENT, PLANNED, APPROVED, e.PlanShared(plan=1, channel=Channel.EMAIL), RESOLVED),
    ),
    Case(
        "approved-by-author",
        (FAULT, ("e-1", PLANNED), ("e-1", APPROVED)),
        (2, 3),
        (FAULT, ("e-1", PLANNED), ("s-1", APPROVED)),
    ),
    Case(
        "reassigned-without-reason",
        (FAULT, SENT_OUT, e.EngineerDispatched(engineer="e-2")),
        (2, 3),
        (FAULT, SENT_OUT, e.EngineerDispatched(engineer="e-2", reason="请假")),
    ),
    Case(
        "not-accepted",
        (FAULT, SENT_OUT, LOOKED),
        (2, 3),
        (FAULT, SENT_OUT, e.DispatchAccepted(engineer="e-1"), LOOKED),
    ),
    Case("no-repair-consent", (FAULT, ON_SITE, REPAIRED), (3,), (FAULT, ON_SITE, CONSENTED, REPAIRED)),
    Case(
        "not-tested",
        (FAULT, ON_SITE, REPAIRED, e.FunctionTested(passed=False), RESOLVED),
        (3, 5),
        (FAULT, ON_SITE, REPAIRED, e.FunctionTested(passed=True), RESOLVED),
    ),
    Case(
        "compensation-not-approved",
        (FAULT, e.CompensationApproved(compensation=1), e.CompensationGiven(compensation=2)),
        (3,),
        (FAULT, e.CompensationApproved(compensation=2), e.CompensationGiven(compensation=2)),
    ),
    Case(
        "charged-without-consent",
        (FAULT, e.FeeAccepted(quote=1, by="张伟", given="signature"), e.FeeCharged(quote=2, amount=Decimal(100))),
        (3,),
        (FAULT, e.FeeAccepted(quote=2, by="张伟", given="signature"), e.FeeCharged(quote=2, amount=Decimal(100))),
    ),
    Case(
        "paused-without-reason",
        (FAULT, e.TicketPaused(waiting_for="part")),
        (2,),
        (FAULT, e.TicketPaused(waiting_for="part", reason="缺货")),
    ),
    Case("not-confirmed", (QUESTION, RESOLVED, SATISFIED), (2, 3), (QUESTION, RESOLVED, CONFIRMED, SATISFIED)),
    Case("no-survey", (QUESTION, RESOLVED, BY_SUPERVISOR), (2, 3), (QUESTION, RESOLVED, SURVEYED, BY_SUPERVISOR)),
    Case("no-call-back", (QUESTION, LOW, BY_SUPERVISOR), (2, 3), (QUESTION, LOW, CALLED, BY_SUPERVISOR)),
    Case("not-solved", (QUESTION, SATISFIED), (2,), (QUESTION, RESOLVED, SATISFIED)),
    Case(
        "closed-without-reason",
        (QUESTION, e.TicketClosed(closed_as="supervisor")),
        (2,),
        (QUESTION, e.TicketClosed(closed_as="supervisor", reason="失联")),
    ),
    Case(
        "no-follow-up",
        (QUESTION, BY_SUPERVISOR, e.TicketArchived()),
        (2, 3),
        (QUESTION, BY_SUPERVISOR, WELL, e.TicketArchived()),
        policy="appliance@1",
    ),
    Case(
        "no-closing-report",
        (QUESTION, e.TicketClosed(closed_as="supervisor", reason="失联")),
        (2,),
        (
            QUESTION,
            e.ClosingReportWritten(cause="老化", handling="更换", lessons="定期检查"),
            e.TicketClosed(closed_as="supervisor", reason="失联"),
        ),
    ),
    Case("not-confirmed", (QUESTION, RESOLVED, SATISFIED), (2, 3), (QUESTION, RESOLVED, WELL, SATISFIED)),
    Case("not-confirmed", (QUESTION, RESOLVED, SATISFIED), (2, 3), (QUESTION, RESOLVED, BY_SUPERVISOR)),
    Case("not-approved", (FAULT, REPAIRED), (2,), (FAULT, LOOKED)),
    Case("not-approved", (FAULT, REPAIRED), (2,), (QUESTION, REPAIRED)),
    Case("not-approved", (FAULT, RESOLVED), (2,), (FAULT, PLANNED, APPROVED, RESOLVED), policy=None, imported=True),
    Case(
        "not-approved",
        (FAULT.model_copy(update={"severity": "value-3"}), RESOLVED),
        (2,),
        (FAULT.model_copy(update={"kind": Kind.CONSULTATION}), RESOLVED),
        policy=None,
        imported=True,
    ),
    Case(
        "not-acknowledged",
        (QUESTION, RESOLVED),
        (2,),
        (QUESTION, e.DispatchAccepted(engineer="e-1"), RESOLVED),
        imported=True,
    ),
    Case(
        "not-accepted",
        (FAULT, ("s-1", SENT_OUT), RESOLVED),
        (2, 3),
        (FAULT, ("e-1", SENT_OUT), RESOLVED),
        imported=True,
    ),
    Case(
        "not-solved",
        (QUESTION, RESOLVED, e.TicketReopened(), e.TicketClosed()),
        (3, 4),
        (QUESTION.model_copy(update={"stage": Stage.RESOLVED}), e.TicketClosed()),
        imported=True,
    ),
    Case(
        "no-survey",
        (QUESTION, RESOLVED, SURVEYED, e.ResolutionRejected(reason="没好"), RESOLVED, SATISFIED),
        (5, 6),
        (QUESTION, RESOLVED, SURVEYED, CONFIRMED, SATISFIED, e.TicketClosed()),
    ),
)
"""Some rules have several: what else counts as keeping to them."""
