"""What is asked of the customer's satisfaction, what they answer, and what follows from a low score (R29, R30)."""

from typing import Annotated

from pydantic import Field

from domain.record.event import Event, Part
from domain.record.personal import Text
from domain.ticket.events.intake import Hash
from domain.ticket.vocabulary import Channel, Given, ScoreCause


class Score(Part):
    """What the customer gave for one question of the form."""

    question: str
    score: Annotated[int, Field(strict=True)]


class SurveySent(Event):
    """The customer was asked (满意度调查, R29) by the ``form`` of this policy pack: ``handbook@1``."""

    stored_name = "survey-sent"
    survey: int
    channel: Channel
    form: str
    note: Text | None = None


class SurveyAnswered(Event):
    """The customer answered the survey of this number; ``low``: a score at or under the form's low one (R30).

    ``recommend`` is how likely they are to recommend us, 0 to 10.
    """

    stored_name = "survey-answered"
    survey: int
    scores: tuple[Score, ...]
    low: bool
    recommend: int | None = None
    comment: Text | None = None
    given: Given | None = None
    evidence: Hash | None = None


class CallbackMade(Event):
    """After a low score somebody called the customer back: the concrete reason, and what was agreed (回电, R30)."""

    stored_name = "callback-made"
    survey: int
    category: ScoreCause
    reason: Text
    agreed: Text


SurveyEvent = SurveySent | SurveyAnswered | CallbackMade
