"""At what a clock starts or stops: the name of an event, and what must be so about it."""

from typing import Annotated, Any, Final, cast

from pydantic import AfterValidator, BeforeValidator, Strict

from domain.policy.parts.severities import SeverityCode
from domain.rulebook.mistakes import mistake
from domain.rulebook.part import Many, Part
from domain.staff.vocabulary import Role
from domain.wording import Words

EVENTS: Final[Words] = {
    "ticket-opened": ("客户反馈", "the report"),
    "receipt-acknowledged": ("首次响应", "the first response"),
    "ticket-graded": ("分级", "grading"),
    "ticket-routed": ("分流", "routing"),
    "estimate-given": ("给出预计解决时间", "an estimate"),
    "information-verified": ("信息核验", "the check of what the customer said"),
    "fault-diagnosed": ("初步诊断", "the diagnosis"),
    "remote-assistance-given": ("远程协助", "remote assistance"),
    "customer-contacted": ("联系客户", "contact with the customer"),
    "collaboration-requested": ("请求跨部门协作", "a request for collaboration"),
    "collaboration-answered": ("跨部门协作答复", "the answer to it"),
    "meeting-called": ("召集跨部门会议", "the call for a meeting"),
    "meeting-held": ("召开跨部门会议", "the meeting"),
    "ticket-escalated": ("升级", "escalation"),
    "plan-proposed": ("提出处理方案", "a plan's proposal"),
    "plan-approved": ("方案批准（确定责任人和期限）", "a plan's approval with owner and deadline"),
    "plan-shared": ("向客户发送方案", "sharing the plan with the customer"),
    "option-chosen": ("客户选定方案", "the customer's choice"),
    "engineer-dispatched": ("派单", "dispatch"),
    "dispatch-accepted": ("接单", "acceptance"),
    "dispatch-declined": ("拒单", "the refusal of a dispatch"),
    "send-in-agreed": ("约定送修", "the agreement to send it in"),
    "visit-promised": ("约定上门", "the promise of a visit"),
    "visit-moved": ("改约上门", "the move of a visit"),
    "engineer-arrived": ("到达现场", "arrival"),
    "handling-started": ("开始处理", "the start of handling"),
    "work-logged": ("处理记录", "a work entry"),
    "function-tested": ("功能测试", "the function test"),
    "fee-quoted": ("报价", "a quote"),
    "fee-accepted": ("客户同意费用", "the customer's consent to the fee"),
    "part-requested": ("申请备件", "the request for a part"),
    "part-confirmed": ("确认备件库存", "a part's confirmation"),
    "part-shipped": ("备件发出", "a part's shipment"),
    "part-received": ("备件签收", "a part's receipt"),
    "defective-part-returned": ("坏件返回", "a defective part's return"),
    "cooperation-requested": ("请客户配合", "a request for cooperation"),
    "cooperation-provided": ("客户已配合", "the cooperation"),
    "progress-shared": ("同步进度", "a progress sync"),
    "ticket-resolved": ("解决", "the solution"),
    "resolution-confirmed": ("客户确认", "the customer's confirmation"),
    "resolution-rejected": ("客户不认可", "the customer's rejection"),
    "objection-raised": ("客户提出异议", "the customer's objection"),
    "survey-sent": ("发送满意度调查", "sending the survey"),
    "survey-answered": ("客户评价", "the survey's answer"),
    "callback-made": ("主管回电", "the supervisor's call-back"),
    "follow-up-made": ("回访", "the follow-up"),
    "ticket-closed": ("结案", "closing"),
    "ticket-reopened": ("重新处理", "reopening"),
    "ticket-cancelled": ("取消", "cancellation"),
    "ticket-archived": ("归档", "archiving"),
    "complaint-raised": ("提出投诉", "the complaint"),
    "complaint-assessed": ("投诉评估", "the complaint's assessment"),
    "complaint-answered": ("答复投诉", "the complaint's answer"),
    "complaint-handled": ("投诉办结", "the complaint's end"),
    "month-ended": ("月末", "the month's end"),
    "quarter-ended": ("季末", "the quarter's end"),
    "report-published": ("发布报告", "the report's publication"),
}
"""Every event that a clock may name, by its stored name, with what it is called in a sentence."""

AGREED_AT: Final = {
    "visit-promised": "at",
    "visit-moved": "at",
    "estimate-given": "due",
    "cooperation-requested": "due",
    "collaboration-requested": "due",
    "plan-proposed": "deadline",
}
"""The events that state a time of their own, and the field that holds it."""
PERIODS: Final = ("month-ended", "quarter-ended")
"""The calendar's own occasions."""


def _known(name: str) -> str:
    if name not in EVENTS:
        raise mistake("unknown-event", given=name, allowed=list(EVENTS))
    return name


class Occasion(Part):
    """An event; every condition that is given must hold.

    ``severities``: graded so. ``by``: done by one of these roles. ``technical``: it held a technical answer.
    ``low_score``: a score at or under the survey's low one. ``in_vain``: the customer says that it is not solved, or
    that they are not satisfied.
    """

    event: Annotated[str, AfterValidator(_known)]
    severities: Many[SeverityCode] = ()
    by: Many[Annotated[Role, Strict(False)]] = ()
    technical: bool = False
    low_score: bool = False
    in_vain: bool = False


def _written(value: Any) -> Any:
    """An event's name alone is short for the event without conditions; one alone needs no brackets."""
    listed = cast("list[Any]", value) if isinstance(value, list) else [value]
    return [{"event": each} if isinstance(each, str) else each for each in listed]


Occasions = Annotated[Many[Occasion], BeforeValidator(_written)]
