"""Notices about complaints, returns, incidents and reports (R35, R36, R37, R41, R43)."""

from typing import Final

from domain.matters.complaints.events import ComplaintAnswered, ComplaintGiven, ComplaintHandled, ComplaintRaised
from domain.matters.incidents.events import (
    AlarmConfirmed,
    AlarmRaised,
    CustomersInformed,
    ResponseTeamCalled,
    ServiceRestored,
)
from domain.matters.returns.events import (
    GoodsInspected,
    GoodsReceived,
    GoodsSentBack,
    RefundApprovalAsked,
    RefundMade,
    ReplacementShipped,
    ReturnApproved,
    ReturnAssigned,
    ReturnCompleted,
    ReturnEnded,
    ReturnRefused,
    ReturnRequested,
)
from domain.notices.kind import NoticeKind, Occasion
from domain.ticket.vocabulary import Channel

_RETURN_STEPS: Final = (
    ReturnApproved,
    ReturnRefused,
    GoodsReceived,
    GoodsInspected,
    RefundMade,
    ReplacementShipped,
    GoodsSentBack,
    ReturnCompleted,
    ReturnEnded,
)
REPORT_PUBLISHED: Final = "report-published"
"""What the packs' clocks call the publication of a month's or quarter's report."""


def _by_email(occasion: Occasion) -> bool:
    return occasion.event.channel is Channel.EMAIL


def _flags_models(occasion: Occasion) -> bool:
    return bool(occasion.event.flagged)


KINDS: Final = (
    NoticeKind(
        "complaint-raised",
        "新投诉",
        "new complaint",
        (ComplaintRaised.stored_name,),
        ("complaint-handlers", "supervisors"),
        again=True,
    ),
    NoticeKind("complaint-given", "投诉交您处理", "complaint for you", (ComplaintGiven.stored_name,), ("named",)),
    NoticeKind(
        "complaint-answered",
        "投诉答复",
        "answer to your complaint",
        (ComplaintAnswered.stored_name,),
        ("customer",),
        when=_by_email,
    ),
    NoticeKind(
        "complaint-handled",
        "投诉处理结果",
        "what came of your complaint",
        (ComplaintHandled.stored_name,),
        ("customer",),
    ),
    NoticeKind("return-requested", "新退换货申请", "new return", (ReturnRequested.stored_name,), ("handler", "agents")),
    NoticeKind("return-assigned", "退换货交您负责", "return for you", (ReturnAssigned.stored_name,), ("named",)),
    NoticeKind(
        "refund-to-approve",
        "退款待批准",
        "refund to approve",
        (RefundApprovalAsked.stored_name,),
        ("supervisors",),
        or_else=("managers",),
    ),
    NoticeKind(
        "return-step",
        "退换货进展",
        "a step of your return",
        tuple(event.stored_name for event in _RETURN_STEPS),
        ("customer",),
    ),
    NoticeKind(
        "alarm",
        "警报待确认",
        "alarm to confirm",
        (AlarmRaised.stored_name,),
        ("supervisors", "managers"),
        "always",
        again=True,
    ),
    NoticeKind(
        "incident-confirmed",
        "应急事件已确认",
        "incident confirmed",
        (AlarmConfirmed.stored_name,),
        ("emergency-team", "managers"),
        "always",
        again=True,
    ),
    NoticeKind(
        "team-called",
        "应急召集",
        "called to the response team",
        (ResponseTeamCalled.stored_name,),
        ("named",),
        "always",
        again=True,
    ),
    NoticeKind(
        "customers-informed",
        "服务情况通报",
        "about our service",
        (CustomersInformed.stored_name,),
        ("customer",),
        "always",
        when=_by_email,
    ),
    NoticeKind(
        "service-restored",
        "服务已恢复",
        "service restored",
        (ServiceRestored.stored_name,),
        ("emergency-team", "managers", "supervisors"),
    ),
    NoticeKind("report-out", "报表已发布", "report published", (REPORT_PUBLISHED,), ("readers-of-reports",)),
    NoticeKind(
        "models-failing",
        "故障率过高的型号",
        "models that fail too often",
        (REPORT_PUBLISHED,),
        ("product-department",),
        when=_flags_models,
        again=True,
    ),
)
