"""Everything that can be asked of an inspection: imperative, validated, and without who or when."""

from typing import Annotated

from pydantic import Field

from domain.matters.inspections import events
from domain.matters.inspections.scoring import Score
from domain.record.command import Command, Id, Words
from domain.record.day import Day


class SampleTicket(Command):
    """Pick a ticket, whose work in it is looked at, and the form to score by (抽检, R44)."""

    action = "sample"
    causes = events.TicketSampled
    ticket: Id
    form: Id
    about: Id
    reason: Words | None = None


class ScoreTicket(Command):
    """Score every item of the form; a total below its pass mark is a finding, which is to be answered."""

    action = "score"
    causes = events.TicketScored
    filled_in = frozenset({"answer_by"})
    scores: Annotated[tuple[Score, ...], Field(min_length=1, max_length=50)]
    answer_by: Day | None = None
    words: Words | None = None


class AnswerFinding(Command):
    """Say what there is to say to a finding about one's own work."""

    action = "answer-finding"
    causes = events.FindingAnswered
    agrees: bool
    words: Words


class AcceptAnswer(Command):
    """Follow the answer: the finding does not stand."""

    action = "accept-answer"
    causes = events.AnswerAccepted
    words: Words


class UpholdFinding(Command):
    """Let the finding stand and say what follows from it; unanswered only once the time for it is over."""

    action = "uphold-finding"
    causes = events.FindingUpheld
    measure: Words


class CloseInspection(Command):
    """Record that nothing is left to do."""

    action = "close-inspection"
    causes = events.InspectionClosed
    note: Words | None = None


class DropInspection(Command):
    """Leave the sample unscored and say why."""

    action = "drop-inspection"
    causes = events.InspectionDropped
    reason: Words
