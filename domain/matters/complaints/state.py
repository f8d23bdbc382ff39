"""A complaint's state, and how each event changes it."""

from dataclasses import dataclass, replace
from typing import Final, assert_never

from domain.matters.complaints.events import (
    ComplaintAnswered,
    ComplaintAssessed,
    ComplaintClosed,
    ComplaintEvent,
    ComplaintGiven,
    ComplaintHandled,
    ComplaintImprovementLinked,
    ComplaintRaised,
    ComplaintSurveyAnswered,
    ComplaintWithdrawn,
)
from domain.matters.complaints.vocabulary import Category, Cause, Severity, Weight
from domain.matters.matter import Matter
from domain.ticket.events import CustomerContacted


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint(Matter):
    """``reopenings`` counts how often the customer was not satisfied; ``given`` is whether a handler was named."""

    categories: tuple[Category, ...] = ()
    weight: Weight | None = None
    severity: Severity | None = None
    given: bool = False
    cause: Cause | None = None
    score: int | None = None
    reopenings: int = 0
    improvements: tuple[str, ...] = ()


_EARLY: Final = frozenset({"raised", "contacted", "answered"})
"""Where naming a handler changes no status: it is not assessed yet."""


def after(before: Complaint, event: ComplaintEvent, actor: str) -> Complaint:
    """What an event makes of a complaint."""
    match event:
        case ComplaintRaised(categories=categories, staff=staff):
            return replace(before, status="raised", categories=categories, about=staff or ())
        case CustomerContacted():
            return replace(before, status="contacted") if before.status == "raised" else before
        case ComplaintAnswered():
            return replace(before, status="answered") if before.status == "contacted" else before
        case ComplaintAssessed():
            return _assessed(before, event, actor)
        case ComplaintGiven(staff=staff):
            status = before.status if before.status in _EARLY else "given"
            return replace(before, status=status, responsible=staff, given=True)
        case ComplaintHandled(cause=cause):
            return replace(before, status="handled", cause=cause)
        case ComplaintSurveyAnswered(score=score, satisfied=satisfied):
            again = before.reopenings + (not satisfied)
            return replace(before, status="surveyed" if satisfied else "reopened", score=score, reopenings=again)
        case ComplaintImprovementLinked(improvement=number):
            return replace(before, improvements=(*before.improvements, number))
        case ComplaintClosed():
            return replace(before, status="closed")
        case ComplaintWithdrawn():
            return replace(before, status="withdrawn")
        case _:
            assert_never(event)


def _assessed(before: Complaint, event: ComplaintAssessed, actor: str) -> Complaint:
    """Who assesses it answers for it until a handler is named."""
    about = tuple(dict.fromkeys((*before.about, *(event.staff or ()))))
    answers = before.responsible if before.given else actor
    return replace(
        before, status="assessed", weight=event.weight, severity=event.severity, about=about, responsible=answers
    )
