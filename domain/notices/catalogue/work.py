"""Notices among those who work on a ticket: plans, meetings, departments, customers, dispatch (R13, R15–R20)."""

from typing import Final

from domain.notices.kind import NoticeKind, Occasion
from domain.ticket.events import (
    CollaborationAnswered,
    CollaborationRequested,
    CommunicationLogged,
    DispatchDeclined,
    EngineerDispatched,
    MeetingCalled,
    PlanApproved,
    PlanProposed,
    PlanRejected,
)
from domain.ticket.vocabulary import Channel


def _by_themselves(occasion: Occasion) -> bool:
    """What a customer wrote on their pages, or by e-mail, nobody of ours may have read yet."""
    return occasion.event.direction == "from-customer" and occasion.event.channel in (Channel.WEB, Channel.EMAIL)


KINDS: Final = (
    NoticeKind(
        "dispatched", "派单给您", "dispatched to you", (EngineerDispatched.stored_name,), ("named",), "as-the-ticket"
    ),
    NoticeKind(
        "dispatch-declined",
        "派单被拒",
        "dispatch declined",
        (DispatchDeclined.stored_name,),
        ("supervisors",),
        "as-the-ticket",
    ),
    NoticeKind(
        "department-asked",
        "请贵部门协作",
        "your department is asked",
        (CollaborationRequested.stored_name,),
        ("departments",),
        "as-the-ticket",
        or_else=("supervisors",),
    ),
    NoticeKind(
        "department-answered",
        "协作部门已答复",
        "a department answered",
        (CollaborationAnswered.stored_name,),
        ("handler", "engineer"),
        "as-the-ticket",
    ),
    NoticeKind(
        "customer-wrote",
        "客户留言",
        "the customer wrote",
        (CommunicationLogged.stored_name,),
        ("handler", "engineer"),
        "as-the-ticket",
        when=_by_themselves,
        or_else=("supervisors",),
    ),
    NoticeKind(
        "meeting-called",
        "紧急会议",
        "meeting called",
        (MeetingCalled.stored_name,),
        ("departments", "supervisors"),
        "always",
        again=True,
    ),
    NoticeKind(
        "plan-to-approve",
        "方案待审批",
        "plan to approve",
        (PlanProposed.stored_name,),
        ("supervisors",),
        "as-the-ticket",
    ),
    NoticeKind("plan-approved", "方案已批准", "plan approved", (PlanApproved.stored_name,), ("authors", "engineer")),
    NoticeKind("plan-rejected", "方案被退回", "plan rejected", (PlanRejected.stored_name,), ("authors", "engineer")),
)
