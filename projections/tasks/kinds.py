"""Every kind of task: the event that it follows from, whom it is for, and until when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

from domain.clocks.reports import is_of_report
from domain.policy.pack import Pack
from domain.wording import Words

To = Literal["engineer", "handler", "role", "department", "person"]


@dataclass(frozen=True, slots=True)
class Begins:
    """A task that follows from an event.

    ``whom`` is a role, or the name of the event's field that holds the department or the person. ``ref`` and ``due``
    are names of fields, but ``next_due`` is the day of the next time, and without one nothing follows; ``clock`` is
    the pack's clock that the event starts. ``when`` says whether it follows at all.
    """

    task: str
    to: To
    whom: str | None = None
    ref: str | None = None
    due: str | None = None
    next_due: bool = False
    clock: str | None = None
    when: Callable[[Any, Pack], bool] | None = None


def _asks_for_survey(event: Any, pack: Pack) -> bool:
    return pack.survey is not None


def _is_low(event: Any, pack: Pack) -> bool:
    return bool(event.low)


def _has_clock(name: str) -> Callable[[Any, Pack], bool]:
    def has(event: Any, pack: Pack) -> bool:
        return name in pack.clocks

    return has


def _is_of_report(event: Any, pack: Pack) -> bool:
    return is_of_report(event.started)


def _plan_waits(event: Any, pack: Pack) -> bool:
    return bool(pack.plans.approved_before_work)


def _is_there(event: Any, pack: Pack) -> bool:
    return bool(event.available)


def _is_a_finding(event: Any, pack: Pack) -> bool:
    return not event.passed


def _asks_for_changes(event: Any, pack: Pack) -> bool:
    return event.verdict == "changes-asked"


def _owed(event: Any) -> Decimal:
    """What the customer has to pay yet after a settlement, of which they may have paid before."""
    nothing = Decimal(0)
    return (getattr(event, "fee", None) or nothing) - (getattr(event, "paid", None) or nothing)


def _has_fee(event: Any, pack: Pack) -> bool:
    return _owed(event) > 0


def _is_held(event: Any, pack: Pack) -> bool:
    return bool(event.held)


def _is_paid_too_much(event: Any, pack: Pack) -> bool:
    return _owed(event) < 0


def _is_of_money(event: Any, pack: Pack) -> bool:
    """And nothing is to be paid before."""
    return event.settlement == "refund" and _owed(event) <= 0


def _is_of_other_goods(event: Any, pack: Pack) -> bool:
    return event.settlement == "exchange" and _owed(event) <= 0


def _is_of_own_goods(event: Any, pack: Pack) -> bool:
    return event.settlement in ("repair", "send-back") and _owed(event) <= 0


def _is_satisfied(event: Any, pack: Pack) -> bool:
    return bool(event.satisfied)


def _is_unsatisfied(event: Any, pack: Pack) -> bool:
    return not event.satisfied


def _is_done(event: Any, pack: Pack) -> bool:
    return event.outcome == "done"


def _is_approved(event: Any, pack: Pack) -> bool:
    return event.verdict != "changes-asked"


_CARRYING_OUT: Final = (
    Begins("make-refund", "role", "agent", when=_is_of_money),
    Begins("carry-out-settlement", "role", "warehouse", when=_is_of_other_goods),
    Begins("send-goods-back", "role", "warehouse", when=_is_of_own_goods),
)
"""What was settled, once nothing is to be paid before."""

BEGINS: Final[Mapping[str, tuple[Begins, ...]]] = {
    "ticket-opened": (
        Begins("acknowledge", "role", "agent", clock="first-response"),
        Begins("respond", "handler", clock="response", when=_has_clock("response")),
    ),
    "engineer-dispatched": (
        Begins("accept-dispatch", "person", "engineer"),
        Begins("contact-customer", "engineer", clock="engineers-contact", when=_has_clock("engineers-contact")),
    ),
    "dispatch-declined": (Begins("dispatch-again", "role", "supervisor"),),
    "collaboration-requested": (Begins("answer-request", "department", "department", ref="request", due="due"),),
    "plan-proposed": (Begins("approve-plan", "role", "supervisor", ref="plan", when=_plan_waits),),
    "plan-rejected": (Begins("plan-anew", "handler"),),
    "compensation-proposed": (Begins("approve-compensation", "role", "supervisor", ref="compensation"),),
    "part-requested": (Begins("confirm-part", "role", "warehouse", ref="request"),),
    "part-confirmed": (Begins("ship-part", "role", "warehouse", ref="request", when=_is_there),),
    "cooperation-requested": (Begins("see-to-cooperation", "handler", ref="request", due="due"),),
    "ticket-resolved": (
        Begins("send-survey", "role", "agent", clock="survey", when=_asks_for_survey),
        Begins("get-confirmation", "handler"),
    ),
    "resolution-confirmed": (Begins("close", "handler"),),
    "resolution-rejected": (Begins("handle-again", "engineer"),),
    "objection-raised": (Begins("handle-again", "engineer"),),
    "ticket-reopened": (Begins("handle-again", "engineer"),),
    "survey-answered": (Begins("call-back", "role", "supervisor", ref="survey", clock="call-back", when=_is_low),),
    "ticket-closed": (
        Begins("follow-up", "role", "supervisor", clock="follow-up", when=_has_clock("follow-up")),
        Begins("archive", "role", "clerk"),
    ),
    "return-requested": (Begins("review-return", "role", "agent"),),
    "return-refused": (Begins("tell-refusal", "role", "agent"),),
    "return-approved": (Begins("receive-goods", "role", "warehouse"),),
    "goods-received": (Begins("inspect-goods", "role", "returns-inspector"),),
    "goods-inspected": (Begins("settle-return", "role", "agent"),),
    "settlement-agreed": (
        Begins("collect-return-fee", "role", "agent", when=_has_fee),
        Begins("repay-return-fee", "role", "agent", when=_is_paid_too_much),
        *_CARRYING_OUT,
    ),
    "return-fee-paid": _CARRYING_OUT,
    "return-fee-waived": _CARRYING_OUT,
    "refund-approval-asked": (Begins("approve-refund", "role", "supervisor"),),
    "refund-approved": (Begins("make-refund", "role", "agent"),),
    "refund-rejected": (Begins("settle-return", "role", "agent"),),
    "refund-made": (Begins("complete-return", "role", "agent"),),
    "replacement-shipped": (Begins("complete-return", "role", "agent"),),
    "return-ended": (Begins("repay-return-fee", "role", "agent", when=_is_held),),
    "goods-sent-back": (Begins("complete-return", "role", "agent"),),
    "complaint-raised": (
        Begins("answer-complaint", "role", "complaint-handler", clock="complaint-contact"),
        Begins("handle-complaint", "role", "complaint-handler", clock="complaint-handled"),
    ),
    "complaint-given": (Begins("handle-complaint", "person", "staff"),),
    "complaint-handled": (Begins("survey-complainant", "role", "agent"),),
    "complaint-survey-answered": (
        Begins("handle-complaint", "handler", when=_is_unsatisfied),
        Begins("close-complaint", "role", "complaint-handler", when=_is_satisfied),
    ),
    "alarm-raised": (Begins("judge-alarm", "role", "supervisor"),),
    "alarm-confirmed": (Begins("call-team", "role", "emergency-team"),),
    "response-team-called": (Begins("restore-service", "role", "emergency-team"),),
    "service-restored": (Begins("review-incident", "role", "emergency-team"),),
    "incident-reviewed": (Begins("close-incident", "role", "supervisor"),),
    "article-drafted": (Begins("review-article", "role", "supervisor"),),
    "article-revised": (Begins("review-article", "role", "supervisor"),),
    "article-reviewed": (
        Begins("publish-article", "role", "supervisor", when=_is_approved),
        Begins("revise-article", "role", "engineer", when=_asks_for_changes),
    ),
    "ticket-sampled": (Begins("score", "role", "quality"),),
    "ticket-scored": (Begins("answer-finding", "engineer", when=_is_a_finding),),
    "finding-answered": (Begins("judge-answer", "role", "quality"),),
    "improvement-proposed": (Begins("assign-improvement", "role", "manager"),),
    "improvement-assigned": (Begins("carry-out-improvement", "person", "staff", due="due"),),
    "meeting-convened": (Begins("take-minutes", "role", "manager"),),
    "deadline-warned": (Begins("publish-report", "role", "manager", due="due", when=_is_of_report),),
    "deadline-missed": (Begins("publish-report", "role", "manager", due="due", when=_is_of_report),),
    "care-planned": (Begins("give-care", "handler", due="first"),),
    "care-moved": (Begins("give-care", "handler", due="due"),),
    "care-given": (Begins("give-care", "handler", next_due=True, when=_is_done),),
}
"""By the stored name of the event. A task that is there already begins anew."""

TASKS: Final[Words] = {
    "acknowledge": ("首次响应", "acknowledge"),
    "accept-dispatch": ("接单或拒单", "accept or decline"),
    "respond": ("给出首次技术答复", "give the first technical answer"),
    "contact-customer": ("联系客户", "contact the customer"),
    "dispatch-again": ("改派工程师", "dispatch another engineer"),
    "answer-request": ("答复协作请求", "answer the request"),
    "approve-plan": ("审批处理方案", "approve the plan"),
    "plan-anew": ("重新提出方案", "propose another plan"),
    "approve-compensation": ("审批补偿", "approve the compensation"),
    "confirm-part": ("确认备件库存", "confirm the part"),
    "ship-part": ("发出备件", "ship the part"),
    "see-to-cooperation": ("跟进客户配合事项", "see to the customer's cooperation"),
    "send-survey": ("发送满意度调查", "send the survey"),
    "get-confirmation": ("取得客户确认", "get the customer's confirmation"),
    "close": ("结案", "close"),
    "handle-again": ("重新处理", "handle again"),
    "call-back": ("低分回电", "call back after a low score"),
    "follow-up": ("结案回访", "follow up"),
    "archive": ("归档", "archive"),
    "review-return": ("审核退换货申请", "review the return"),
    "tell-refusal": ("告知客户未同意退换货", "tell the customer of the refusal"),
    "receive-goods": ("签收退回货物", "receive the goods"),
    "inspect-goods": ("检验退回货物", "inspect the goods"),
    "settle-return": ("与客户商定处理方式", "settle the return"),
    "make-refund": ("退款", "make the refund"),
    "collect-return-fee": ("收取退换货费用", "collect the fee of the return"),
    "repay-return-fee": ("退还多收的退换货费用", "repay what was paid too much"),
    "approve-refund": ("批准大额退款", "approve the large refund"),
    "carry-out-settlement": ("发出换货", "ship the replacement"),
    "send-goods-back": ("寄回修好的商品或原物", "send the customer's goods back"),
    "complete-return": ("告知客户并完成退换货", "tell the customer and complete the return"),
    "answer-complaint": ("答复投诉", "answer the complaint"),
    "handle-complaint": ("处理投诉", "handle the complaint"),
    "survey-complainant": ("请客户评价投诉处理", "ask how satisfied the customer is with the handling"),
    "close-complaint": ("办结投诉", "close the complaint"),
    "judge-alarm": ("确认或解除警报", "confirm or dismiss the alarm"),
    "call-team": ("召集应急小组", "call the response team"),
    "restore-service": ("处置并恢复服务", "act and restore the service"),
    "review-incident": ("复盘", "review the incident"),
    "close-incident": ("关闭应急事件", "close the incident"),
    "review-article": ("审核知识文章", "review the article"),
    "publish-article": ("发布知识文章", "publish the article"),
    "revise-article": ("修改知识文章", "revise the article"),
    "score": ("质检评分", "score the ticket"),
    "answer-finding": ("答复质检结果", "answer the finding"),
    "judge-answer": ("处理质检答复", "judge the answer"),
    "assign-improvement": ("指派改进措施", "assign the improvement"),
    "carry-out-improvement": ("落实改进措施", "carry out the improvement"),
    "take-minutes": ("记录会议", "take the minutes"),
    "give-care": ("定期回访或保养", "give periodic care"),
    "publish-report": ("发布月度或季度报告", "bring out the month's or quarter's report"),
}
"""What each is called."""
