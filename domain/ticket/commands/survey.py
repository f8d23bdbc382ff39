"""What can be asked about the customer's satisfaction (满意度调查、回电, R29, R30)."""

from typing import Annotated

from pydantic import Field

from domain.record.command import Command, Whole, Words
from domain.ticket import events
from domain.ticket.commands.diagnosis import Number
from domain.ticket.events import Score
from domain.ticket.events.intake import Sha256
from domain.ticket.vocabulary import Channel, Given, ScoreCause


class SendSurvey(Command):
    """Ask the customer how satisfied they are, by the form of the ticket's policy pack (满意度调查, R29)."""

    action = "send-survey"
    causes = events.SurveySent
    channel: Channel
    note: Words | None = None


class AnswerSurvey(Command):
    """The customer scores each question of the form; if entered by another: how, and the file that shows it (R29)."""

    action = "answer-survey"
    causes = events.SurveyAnswered
    survey: Number
    scores: Annotated[tuple[Score, ...], Field(min_length=1, max_length=20)]
    recommend: Annotated[Whole, Field(ge=0, le=10)] | None = None
    comment: Words | None = None
    given: Given | None = None
    evidence: Sha256 | None = None


class CallBack(Command):
    """Record the call-back after a low score: why it was low, and what was agreed (R30)."""

    action = "call-back"
    causes = events.CallbackMade
    survey: Number
    category: ScoreCause
    reason: Words
    agreed: Words


SurveyCommand = SendSurvey | AnswerSurvey | CallBack
