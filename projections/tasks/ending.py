"""The events that end each kind of task."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Ends:
    """A task that an event ends: the one of its ``ref``, or all of the kind; ``when`` says whether it does."""

    task: str
    ref: str | None = None
    when: Callable[[Any], bool] | None = None


def _is_technical(event: Any) -> bool:
    return bool(event.technical)


def _is_done(event: Any) -> bool:
    return event.outcome == "done"


_WORK: Final = (
    "acknowledge",
    "respond",
    "accept-dispatch",
    "contact-customer",
    "dispatch-again",
    "approve-plan",
    "plan-anew",
    "confirm-part",
    "ship-part",
    "see-to-cooperation",
    "handle-again",
)
"""What nobody can or need do once a ticket is solved."""

ENDS: Final[Mapping[str, tuple[Ends, ...]]] = {
    "receipt-acknowledged": (Ends("acknowledge"),),
    "engineer-dispatched": (Ends("dispatch-again"), Ends("handle-again")),
    "dispatch-accepted": (Ends("accept-dispatch"),),
    "dispatch-declined": (Ends("accept-dispatch"), Ends("contact-customer")),
    "customer-contacted": (Ends("contact-customer"), Ends("respond", when=_is_technical)),
    "collaboration-answered": (Ends("answer-request", "request"),),
    "plan-proposed": (Ends("approve-plan"), Ends("plan-anew")),
    "plan-approved": (Ends("approve-plan", "plan"),),
    "plan-rejected": (Ends("approve-plan", "plan"),),
    "compensation-approved": (Ends("approve-compensation", "compensation"),),
    "compensation-rejected": (Ends("approve-compensation", "compensation"),),
    "part-confirmed": (Ends("confirm-part", "request"),),
    "part-shipped": (Ends("ship-part", "request"),),
    "cooperation-provided": (Ends("see-to-cooperation", "request"),),
    "handling-started": (Ends("handle-again"),),
    "work-logged": (Ends("handle-again"),),
    "engineer-arrived": (Ends("handle-again"), Ends("contact-customer")),
    "ticket-resolved": tuple(Ends(task) for task in _WORK),
    "survey-sent": (Ends("send-survey"),),
    "survey-answered": (Ends("send-survey"),),
    "resolution-confirmed": (Ends("get-confirmation"),),
    "resolution-rejected": (Ends("get-confirmation"), Ends("send-survey"), Ends("close")),
    "objection-raised": (Ends("get-confirmation"), Ends("send-survey"), Ends("close"), Ends("archive")),
    "ticket-reopened": (
        Ends("get-confirmation"),
        Ends("send-survey"),
        Ends("close"),
        Ends("follow-up"),
        Ends("archive"),
    ),
    "callback-made": (Ends("call-back", "survey"),),
    "follow-up-made": (Ends("follow-up"),),
    "ticket-cancelled": (Ends("approve-compensation"),),
    "ticket-merged": (Ends("approve-compensation"),),
    "ticket-archived": (Ends("archive"), Ends("follow-up"), Ends("send-survey"), Ends("approve-compensation")),
    "return-customer-told": (Ends("tell-refusal"),),
    "settlement-agreed": (Ends("repay-return-fee"),),
    "return-fee-repaid": (Ends("repay-return-fee"),),
    "return-completed": (Ends("repay-return-fee"),),
    "complaint-answered": (Ends("answer-complaint"),),
    "complaint-handled": (Ends("handle-complaint"), Ends("answer-complaint")),
    "complaint-survey-answered": (Ends("survey-complainant"), Ends("close-complaint")),
    "care-given": (Ends("give-care", when=_is_done),),
    "report-published": (Ends("publish-report"),),
}
"""By the stored name of the event."""
STEPS: Final = frozenset({"return", "incident", "article", "inspection", "improvement", "meeting"})
"""The kinds of matters that go step by step: a task is over as soon as the next begins."""

OVER: Final = frozenset(
    {
        "ticket-cancelled",
        "ticket-merged",
        "ticket-closed",
        "complaint-closed",
        "complaint-withdrawn",
        "care-ended",
        "return-refused",
        "return-withdrawn",
        "refund-made",
        "replacement-shipped",
        "goods-sent-back",
        "return-completed",
        "return-ended",
        "alarm-dismissed",
        "incident-reviewed",
        "incident-closed",
        "article-published",
        "article-withdrawn",
        "finding-answer-accepted",
        "finding-upheld",
        "inspection-closed",
        "inspection-dropped",
        "improvement-closed",
        "improvement-dropped",
        "meeting-recorded",
        "meeting-cancelled",
    }
)
"""Events after which nothing more is to be done but what they begin themselves, and what is ``LASTING``."""
LASTING: Final = frozenset({"call-back", "send-survey", "approve-compensation", "repay-return-fee"})
"""Owed also after a closing, or the next step."""
