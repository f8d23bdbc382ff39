"""What is told of a ticket."""

from datetime import date, datetime
from typing import Any, ClassVar

from domain.published.event import Amount, Code, Name, Number, PublicEvent


class OfATicket(PublicEvent):
    """All say how the ticket stands after it, so that a reader needs no other event to sort it."""

    context = "ticket"
    stage: Code
    severity: Code | None = None
    kind: Code
    channel: Code | None = None
    product: Name | None = None
    model: Name | None = None
    region: Name | None = None
    team: Code | None = None


class TicketOpened(OfATicket):
    name = "ticket-opened"
    tells = ("ticket-opened",)
    meaning = ("登记了一件工单", "A request was registered.")
    error_code: Name | None = None


class TicketMoved(OfATicket):
    """Told of whatever changed the stage, beside what it was; a reader that wants no more needs only this one."""

    name = "ticket-moved"
    tells: ClassVar[tuple[str, ...]] = ()
    meaning = ("工单进入了另一阶段", "The ticket came to another stage.")
    stage_before: Code


class TicketAcknowledged(OfATicket):
    name = "ticket-acknowledged"
    tells = ("receipt-acknowledged",)
    meaning = ("首次响应：已告知客户受理", "First response: the customer was told that we have it.")


class TicketGraded(OfATicket):
    name = "ticket-graded"
    tells = ("ticket-graded", "ticket-opened")
    meaning = ("判定或变更了等级", "The severity was judged or changed.")

    @classmethod
    def applies(cls, event: Any) -> bool:
        return event.severity is not None


class TicketRouted(OfATicket):
    name = "ticket-routed"
    tells = ("ticket-routed",)
    meaning = ("分流给了班组或人员", "The ticket was given to a team or a person to look after.")
    rule: Name | None = None


class WarrantyAssessed(OfATicket):
    name = "warranty-assessed"
    tells = ("warranty-assessed",)
    meaning = ("判定了是否在保", "Whether the product is under warranty was worked out.")
    warranty: Code
    ends: date | None = None


class FaultDiagnosed(OfATicket):
    name = "fault-diagnosed"
    tells = ("fault-diagnosed",)
    meaning = ("初步诊断了故障", "The fault was diagnosed.")
    fault_type: Code | None = None
    category: Name | None = None


class TicketEscalated(OfATicket):
    name = "ticket-escalated"
    tells = ("ticket-escalated",)
    meaning = ("升级处理", "The ticket was escalated.")


class PlanProposed(OfATicket):
    name = "plan-proposed"
    tells = ("plan-proposed",)
    meaning = ("提出了处理方案", "A plan was proposed.")
    plan: int
    deadline: datetime


class PlanApproved(OfATicket):
    name = "plan-approved"
    tells = ("plan-approved",)
    meaning = ("方案获批", "The plan was approved.")
    plan: int


class PlanRejected(OfATicket):
    name = "plan-rejected"
    tells = ("plan-rejected",)
    meaning = ("方案被驳回", "The plan was rejected.")
    plan: int


class TicketAssigned(OfATicket):
    name = "ticket-assigned"
    tells = ("engineer-dispatched",)
    meaning = ("派单", "The work was given to an engineer.")
    visit_expected: datetime | None = None


class AssignmentAccepted(OfATicket):
    name = "assignment-accepted"
    tells = ("dispatch-accepted",)
    meaning = ("工程师接单", "The engineer took the work on.")


class AssignmentDeclined(OfATicket):
    name = "assignment-declined"
    tells = ("dispatch-declined",)
    meaning = ("工程师退单", "The engineer did not take the work on.")


class VisitAgreed(OfATicket):
    name = "visit-agreed"
    tells = ("visit-promised", "visit-moved")
    meaning = ("约定或改约了上门时间", "A visit was agreed or moved.")
    at: datetime | None = None
    until: datetime | None = None


class EngineerArrived(OfATicket):
    name = "engineer-arrived"
    tells = ("engineer-arrived",)
    meaning = ("工程师到达现场", "The engineer arrived.")


class PartRequested(OfATicket):
    name = "part-requested"
    tells = ("part-requested",)
    meaning = ("申请备件", "A spare part was asked for.")
    request: int
    part: Name
    quantity: int


class PartShipped(OfATicket):
    name = "part-shipped"
    tells = ("part-shipped",)
    meaning = ("备件已发出", "The part was shipped.")
    request: int
    carrier: Name


class PartReceived(OfATicket):
    name = "part-received"
    tells = ("part-received",)
    meaning = ("备件已收到", "The part was received.")
    request: int


class PartUsed(OfATicket):
    name = "part-used"
    tells = ("part-used",)
    meaning = ("使用了备件", "A part was built in.")
    part: Name
    quantity: int
    request: int | None = None


class FeeQuoted(OfATicket):
    name = "fee-quoted"
    tells = ("fee-quoted",)
    meaning = ("报价", "A fee was quoted.")
    quote: int
    amount: Amount


class FeeAccepted(OfATicket):
    name = "fee-accepted"
    tells = ("fee-accepted",)
    meaning = ("客户同意费用", "The customer agreed to the fee.")
    quote: int


class FeeDeclined(OfATicket):
    name = "fee-declined"
    tells = ("fee-declined",)
    meaning = ("客户不同意费用", "The customer did not agree to the fee.")
    quote: int


class FeeCharged(OfATicket):
    name = "fee-charged"
    tells = ("fee-charged",)
    meaning = ("已收费", "The fee was charged.")
    quote: int
    amount: Amount


class TicketPaused(OfATicket):
    name = "ticket-paused"
    tells = ("ticket-paused",)
    meaning = ("暂停，等待他方", "Work waits for somebody.")
    waiting_for: Code


class TicketResumed(OfATicket):
    name = "ticket-resumed"
    tells = ("ticket-resumed",)
    meaning = ("恢复处理", "Work goes on.")


class TicketResolved(OfATicket):
    name = "ticket-resolved"
    tells = ("ticket-resolved",)
    meaning = ("给出了解决办法，待客户确认", "A solution was given; the customer has not confirmed it yet.")


class ResolutionConfirmed(OfATicket):
    name = "resolution-confirmed"
    tells = ("resolution-confirmed",)
    meaning = ("客户确认已解决", "The customer confirmed the solution.")


class ResolutionRejected(OfATicket):
    name = "resolution-rejected"
    tells = ("resolution-rejected",)
    meaning = ("客户不认可，二次补救", "The customer did not accept the solution.")


class SurveyAnswered(OfATicket):
    name = "survey-answered"
    tells = ("survey-answered",)
    meaning = ("客户答复了满意度调查", "The customer answered the survey.")
    low: bool
    recommend: int | None = None


class TicketClosed(OfATicket):
    name = "ticket-closed"
    tells = ("ticket-closed",)
    meaning = ("结案", "The case was closed.")
    closed_as: Code | None = None


class TicketReopened(OfATicket):
    name = "ticket-reopened"
    tells = ("ticket-reopened",)
    meaning = ("重新打开", "The case was opened again.")


class TicketCancelled(OfATicket):
    name = "ticket-cancelled"
    tells = ("ticket-cancelled",)
    meaning = ("取消", "The case was ended without work.")
    cancelled_as: Code | None = None
    duplicate_of: Number | None = None


class TicketMerged(OfATicket):
    name = "ticket-merged"
    tells = ("ticket-merged",)
    meaning = ("并入另一工单", "The ticket is carried on under another number.")
    into: Number


class TicketArchived(OfATicket):
    name = "ticket-archived"
    tells = ("ticket-archived",)
    meaning = ("归档", "The record was put into the archive.")
    fault_type: Code | None = None
    closed_as: Code | None = None


class DeadlineWarned(OfATicket):
    name = "deadline-warned"
    tells = ("deadline-warned",)
    meaning = ("时限将到", "Most of the time for something is gone.")
    clock: Code
    due: datetime
    period: int


class DeadlineMissed(OfATicket):
    name = "deadline-missed"
    tells = ("deadline-missed", "progress-sync-missed")
    meaning = ("超过时限", "Something was not done in time.")
    clock: Code
    due: datetime
    period: int


class TicketCorrected(OfATicket):
    """That it was, and of what; what is right is asked for by who may know it."""

    name = "ticket-corrected"
    tells = ("correction-recorded",)
    meaning = ("更正了一项记录", "Something on record was corrected.")
    field: Name


TICKETS = (
    *(TicketOpened, TicketMoved, TicketAcknowledged, TicketGraded, TicketRouted, WarrantyAssessed, FaultDiagnosed),
    *(TicketEscalated, PlanProposed, PlanApproved, PlanRejected, TicketAssigned, AssignmentAccepted),
    *(AssignmentDeclined, VisitAgreed, EngineerArrived, PartRequested, PartShipped, PartReceived, PartUsed),
    *(FeeQuoted, FeeAccepted, FeeDeclined, FeeCharged, TicketPaused, TicketResumed, TicketResolved),
    *(ResolutionConfirmed, ResolutionRejected, SurveyAnswered, TicketClosed, TicketReopened, TicketCancelled),
    *(TicketMerged, TicketArchived, DeadlineWarned, DeadlineMissed, TicketCorrected),
)
