"""Everything that can be asked of a complaint: imperative, validated, and without who or when."""

from typing import Annotated, Final

from pydantic import Field, StringConstraints

from domain.matters.complaints import events
from domain.matters.complaints.vocabulary import Category, Cause, ClosedAs, Score, Severity, Weight
from domain.record.command import Command, Id, Words
from domain.record.event import Label
from domain.ticket.events import CustomerContacted
from domain.ticket.events.intake import Sha256
from domain.ticket.vocabulary import Channel, Given

_Staff = Annotated[tuple[Id, ...], Field(min_length=1, max_length=20)]
ImprovementNumber = Annotated[str, StringConstraints(pattern=r"^GJ[0-9]{6}-[0-9]{5,12}$")]
"""The number of an improvement: GJ202405-00001."""
_BY_THE_RULES: Final = frozenset({"satisfied"})


class RaiseComplaint(Command):
    """Say what a customer is not content with (投诉, R36): of a ticket, though it be closed, or of none."""

    action = "raise-complaint"
    causes = events.ComplaintRaised
    ticket: Id | None = None
    categories: Annotated[tuple[Category, ...], Field(min_length=1, max_length=9)]
    staff: _Staff | None = None
    product: Label | None = None
    words: Words


class ContactComplainant(Command):
    """Record that we spoke with the customer about it."""

    action = "contact-complainant"
    causes = CustomerContacted
    channel: Channel
    note: Words | None = None


class AnswerComplaint(Command):
    """Answer the customer: an apology, and the facts."""

    action = "answer-complaint"
    causes = events.ComplaintAnswered
    channel: Channel
    apology: Words
    facts: Words


class AssessComplaint(Command):
    """Say whether it is simple or complex, how severe, why, and whose work it turned out to be about."""

    action = "assess-complaint"
    causes = events.ComplaintAssessed
    weight: Weight
    severity: Severity
    reason: Words
    staff: _Staff | None = None


class GiveComplaint(Command):
    """Say who handles it (负责人, R36a); nobody whose work it is about."""

    action = "give-complaint"
    causes = events.ComplaintGiven
    staff: Id
    note: Words | None = None


class HandleComplaint(Command):
    """Record what it came from, the measures, and what the customer gets."""

    action = "handle-complaint"
    causes = events.ComplaintHandled
    cause: Cause
    words: Words
    measures: Words
    remedy: Words | None = None


class AnswerComplaintSurvey(Command):
    """Record how satisfied the customer is, 1 to 5; 3 and less takes it back into handling."""

    action = "answer-complaint-survey"
    causes = events.ComplaintSurveyAnswered
    filled_in = _BY_THE_RULES
    score: Score
    comment: Words | None = None
    given: Given | None = None
    evidence: Sha256 | None = None


class LinkImprovement(Command):
    """Say which improvement came of it (改进), by its number."""

    action = "link-complaint-improvement"
    causes = events.ComplaintImprovementLinked
    improvement: ImprovementNumber


class CloseComplaint(Command):
    """End it: the customer is satisfied, or did not answer, with the reason."""

    action = "close-complaint"
    causes = events.ComplaintClosed
    closed_as: ClosedAs
    reason: Words | None = None


class WithdrawComplaint(Command):
    """Record that the customer lets it rest."""

    action = "withdraw-complaint"
    causes = events.ComplaintWithdrawn
    reason: Words
    given: Given | None = None
    evidence: Sha256 | None = None
