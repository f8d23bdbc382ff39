"""What a customer is told: each step, what is asked of them, and how it ends (R7, R16, R25, R26, R29, R31, R37a)."""

from typing import Final

from domain.notices.kind import NoticeKind, Occasion
from domain.ticket.events import (
    CooperationRequested,
    EngineerDispatched,
    EstimateGiven,
    FeeQuoted,
    PlanShared,
    ProgressShared,
    ReceiptAcknowledged,
    ReminderSent,
    SendInAgreed,
    SurveySent,
    TicketCancelled,
    TicketClosed,
    TicketMerged,
    TicketOpened,
    TicketPaused,
    TicketReopened,
    TicketResolved,
    TicketResumed,
    VisitMoved,
    VisitPromised,
)
from domain.ticket.vocabulary import Channel

REMINDER: Final = "word-awaited"
"""The notice that a reminder by e-mail is."""
_STEPS: Final = (
    ReceiptAcknowledged,
    EstimateGiven,
    EngineerDispatched,
    VisitPromised,
    VisitMoved,
    SendInAgreed,
    FeeQuoted,
    TicketPaused,
    TicketResumed,
    TicketReopened,
    TicketCancelled,
    TicketMerged,
)


def _by_email(occasion: Occasion) -> bool:
    """Staff say by which channel they tell the customer: by another one they did so themselves."""
    return occasion.event.channel is Channel.EMAIL


def _unanswered(occasion: Occasion) -> bool:
    return occasion.event.closed_as == "unanswered"


def _answered(occasion: Occasion) -> bool:
    return not _unanswered(occasion)


KINDS: Final = (
    NoticeKind(
        "received",
        "已收到您的诉求",
        "we have your request",
        (TicketOpened.stored_name,),
        ("customer",),
        "as-the-ticket",
    ),
    NoticeKind(
        "step", "工单进展", "a step", tuple(event.stored_name for event in _STEPS), ("customer",), "as-the-ticket"
    ),
    NoticeKind(
        "plan", "处理方案", "the plan", (PlanShared.stored_name,), ("customer",), "as-the-ticket", when=_by_email
    ),
    NoticeKind(
        "progress",
        "进度同步",
        "progress",
        (ProgressShared.stored_name,),
        ("customer",),
        "as-the-ticket",
        when=_by_email,
    ),
    NoticeKind(
        "cooperation-list",
        "配合事项清单",
        "what we need from you",
        (CooperationRequested.stored_name,),
        ("customer",),
        "as-the-ticket",
    ),
    NoticeKind(
        "resolved", "请您确认解决结果", "please confirm", (TicketResolved.stored_name,), ("customer",), "as-the-ticket"
    ),
    NoticeKind("survey", "满意度调查", "survey", (SurveySent.stored_name,), ("customer",), when=_by_email),
    NoticeKind(
        REMINDER,
        "等待您的答复",
        "we wait for your word",
        (ReminderSent.stored_name,),
        ("customer",),
        when=_by_email,
    ),
    NoticeKind("closed", "工单已结案", "closed", (TicketClosed.stored_name,), ("customer",), when=_answered),
    NoticeKind(
        "closed-unanswered",
        "未获答复，工单已结案",
        "closed without an answer",
        (TicketClosed.stored_name,),
        ("customer",),
        when=_unanswered,
    ),
)
