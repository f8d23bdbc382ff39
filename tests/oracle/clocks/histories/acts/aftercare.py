"""What happens to a made-up ticket once there is a solution: surveys, their answers, call-backs."""

from random import Random

from domain.ticket import events as on
from domain.ticket.vocabulary import Channel
from tests.oracle.clocks.histories.acts.standing import Caused, Standing


def survey_sent(it: Standing, chance: Random, minute: int) -> Caused:
    """One for each solution."""
    if it.surveyed:
        return None
    it.surveyed = True
    it.surveys += 1
    it.unanswered = [it.surveys]
    return on.SurveySent(survey=it.surveys, channel=Channel.SMS, form=f"{it.pack}@1"), "agent"


def survey_answered(it: Standing, chance: Random, minute: int) -> Caused:
    """The newest one, mostly with a low score."""
    if not it.unanswered:
        return None
    number, low = it.unanswered.pop(0), chance.random() < 0.75
    if low:
        it.low.append(number)
    score = on.Score(question="skill", score=chance.choice((1, 2, 3)) if low else 5)
    return on.SurveyAnswered(survey=number, scores=(score,), low=low), "customer"


def called_back(it: Standing, chance: Random, minute: int) -> Caused:
    if not it.low:
        return None
    return on.CallbackMade(survey=it.low.pop(0), category="skill", reason="未解释", agreed="重新上门"), "supervisor"
