"""Everything that can have happened to a complaint: frozen facts under stored names that never change."""

from typing import Final, get_args

from domain.matters.complaints.vocabulary import Category, Cause, ClosedAs, Severity, Weight
from domain.record.event import Event, Label
from domain.record.personal import Text
from domain.ticket.events import CustomerContacted
from domain.ticket.vocabulary import Channel, Given


class ComplaintRaised(Event):
    """A customer is not content (提出投诉): with what, and with whose work as far as they said."""

    stored_name = "complaint-raised"
    categories: tuple[Category, ...]
    staff: tuple[str, ...] | None = None
    product: Label | None = None
    words: Text


class ComplaintAnswered(Event):
    """The customer was answered (答复): an apology, and what is known."""

    stored_name = "complaint-answered"
    channel: Channel
    apology: Text
    facts: Text


class ComplaintAssessed(Event):
    """How much there is to it (投诉评估), and why; ``staff`` are those whose work it turned out to be about besides."""

    stored_name = "complaint-assessed"
    weight: Weight
    severity: Severity
    reason: Text
    staff: tuple[str, ...] | None = None


class ComplaintGiven(Event):
    """Who handles it from now on (交办, R36a)."""

    stored_name = "complaint-given"
    staff: str
    note: Text | None = None


class ComplaintHandled(Event):
    """What it came from, what is done about it, and what the customer gets (投诉处理)."""

    stored_name = "complaint-handled"
    cause: Cause
    words: Text
    measures: Text
    remedy: Text | None = None


class ComplaintSurveyAnswered(Event):
    """How satisfied the customer is with the handling, 1 to 5; ``given`` and ``evidence`` where another says so."""

    stored_name = "complaint-survey-answered"
    score: int
    satisfied: bool
    comment: Text | None = None
    given: Given | None = None
    evidence: Text | None = None


class ComplaintImprovementLinked(Event):
    """An improvement came of it (改进), by its number."""

    stored_name = "complaint-improvement-linked"
    improvement: str


class ComplaintClosed(Event):
    """It is over (办结): with the customer satisfied, or without a word from them, and why then."""

    stored_name = "complaint-closed"
    closed_as: ClosedAs
    reason: Text | None = None


class ComplaintWithdrawn(Event):
    """The customer lets it rest; ``given`` and ``evidence`` where another says it for them."""

    stored_name = "complaint-withdrawn"
    reason: Text
    given: Given | None = None
    evidence: Text | None = None


ComplaintEvent = (
    ComplaintRaised
    | CustomerContacted
    | ComplaintAnswered
    | ComplaintAssessed
    | ComplaintGiven
    | ComplaintHandled
    | ComplaintSurveyAnswered
    | ComplaintImprovementLinked
    | ComplaintClosed
    | ComplaintWithdrawn
)
"""``CustomerContacted`` is the ticket's own: the complaint's clock in the packs stops at it."""

EVENTS: Final[dict[str, type[ComplaintEvent]]] = {event.stored_name: event for event in get_args(ComplaintEvent)}
"""Every event type by its stored name."""
