"""What is told of complaints, returns, incidents, reports and subscriptions."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from domain.desk.kinds import id_of
from domain.matters.incidents.events import AlarmRaised, ResponseTeamCalled
from domain.matters.returns.events import (
    GoodsInspected,
    GoodsReceived,
    GoodsSentBack,
    RefundMade,
    ReplacementShipped,
    ReturnApproved,
    ReturnCompleted,
    ReturnEnded,
    ReturnRefused,
    ReturnRequested,
)
from domain.record.envelope import Recorded
from domain.reports.events import ReportPublished
from domain.subscriptions.events import SubscriptionDisabled
from domain.subscriptions.state import fold as fold_subscription
from domain.wording import Words
from gongdan.cli.showing.matters.words import CODES
from gongdan.cli.showing.of_subscriptions import CODES as OF_SUBSCRIPTIONS
from gongdan.notices.facts.telling import Facts, Telling

_RETURN_STEPS: Final[Words] = {
    ReturnApproved.stored_name: ("已同意退回，请寄回商品", "It was approved; please send the goods"),
    ReturnRefused.stored_name: ("未能同意", "It could not be approved"),
    GoodsReceived.stored_name: ("已收到商品", "The goods arrived"),
    GoodsInspected.stored_name: ("质检已完成", "The goods were inspected"),
    RefundMade.stored_name: ("已退款", "The refund was made"),
    ReplacementShipped.stored_name: ("商品已寄出", "The goods were shipped to you"),
    GoodsSentBack.stored_name: ("您的商品已寄回", "Your goods were sent back to you"),
    ReturnCompleted.stored_name: ("已办结", "It is completed"),
    ReturnEnded.stored_name: ("已终止", "It was ended unfinished"),
}
_PLAIN: Final = ("words", "apology", "remedy", "packing", "note", "reason")


def of_matter(telling: Telling, cause: Recorded, history: Sequence[Recorded], recipient: str) -> Facts:
    """``history`` is the matter's own; ``recipient`` the key of who is told."""
    event: Any = cause.event
    kind = cause.envelope.aggregate.partition("-")[0]
    found = {kind: id_of(cause.envelope.aggregate)}
    found |= {name: telling.text(said) for name in _PLAIN if isinstance(said := getattr(event, name, None), str)}
    step = telling.word(_RETURN_STEPS, event.stored_name) if event.stored_name in _RETURN_STEPS else ""
    found |= {"step": step, "step_inside": step[:1].lower() + step[1:]}
    return found | (_OF_KIND[kind](telling, event, history, recipient) if kind in _OF_KIND else {})


def _complaint(telling: Telling, event: Any, history: Sequence[Recorded], recipient: str) -> Facts:
    return {"known": telling.text(getattr(event, "facts", None)), "within": telling.limit("complaint-contact")}


def _return(telling: Telling, event: Any, history: Sequence[Recorded], recipient: str) -> Facts:
    asked = next((each.event for each in history if isinstance(each.event, ReturnRequested)), None)
    found = {"product": " ".join(filter(None, (asked.product, asked.model)))} if asked else {}
    amount, carrier = getattr(event, "amount", None), getattr(event, "carrier", None)
    found["amount"] = f"¥{amount:.2f}" if amount is not None else ""
    if isinstance(event, GoodsInspected):
        found["finding"] = telling.word(CODES["goods-inspected.finding"], event.finding)
    if isinstance(event, ReplacementShipped | GoodsSentBack):
        found["tracking"] = f"{carrier} {event.tracking}"
    return found


def _incident(telling: Telling, event: Any, history: Sequence[Recorded], recipient: str) -> Facts:
    raised = next((each.event for each in history if isinstance(each.event, AlarmRaised)), None)
    found = _alarm(telling, raised) if raised else {}
    if isinstance(event, ResponseTeamCalled):
        duties = {member.staff: member.duty for member in event.team}
        found["duty"] = telling.word(CODES["duty"], duties.get(recipient.removeprefix("staff-")))
    if (at := getattr(event, "at", None)) is not None:
        found["since"] = telling.moment(at)
    return found


def _alarm(telling: Telling, raised: AlarmRaised) -> Facts:
    found = {
        "signal": telling.word(CODES["signal"], raised.signal),
        "product": raised.product or "",
        "region": raised.region or "",
    }
    if raised.observed is not None and raised.usual is not None and raised.minutes:
        found["observed"] = telling.pick(
            f"{raised.minutes} 分钟内 {raised.observed}，平常 {raised.usual}",
            f"{raised.observed} within {raised.minutes} min, usually {raised.usual}",
        )
    return found


def _report(telling: Telling, event: Any, history: Sequence[Recorded], recipient: str) -> Facts:
    if not isinstance(event, ReportPublished):
        return {}
    return {
        "period": event.period,
        "edition": str(event.edition),
        "flagged": telling.pick("、", ", ").join(event.flagged),
    }


def _subscription(telling: Telling, event: Any, history: Sequence[Recorded], recipient: str) -> Facts:
    subscription = fold_subscription(history)
    if subscription is None or not isinstance(event, SubscriptionDisabled):
        return {}
    terms = subscription.terms
    return {
        "purpose": telling.text(terms.purpose),
        "endpoint": telling.text(terms.endpoint),
        "owner": telling.person(terms.owner),
        "why": telling.word(OF_SUBSCRIPTIONS["subscription-disabled.why"], event.why),
    }


_OF_KIND: Final[dict[str, Callable[[Telling, Any, Sequence[Recorded], str], Facts]]] = {
    "complaint": _complaint,
    "return": _return,
    "incident": _incident,
    "report": _report,
    "subscription": _subscription,
}
