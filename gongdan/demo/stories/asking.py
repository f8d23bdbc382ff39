"""The survey after a solution: sent by the system, answered by some, in low scores by a few."""

from typing import Final

from domain.desk.metadata import SYSTEM
from domain.policy.in_force import shipped
from domain.ticket.commands import AnswerSurvey, SendSurvey
from domain.ticket.events import Score
from domain.ticket.vocabulary import Channel
from gongdan.demo.engine.steps import Who
from gongdan.demo.stories.case import Case, Steps, hours
from gongdan.demo.world import words

_ANSWERED: Final = 0.42
_LOW: Final = 0.09
"""Share of the answers with a score that asks for a call-back."""
_LATE: Final = 0.03
_SYSTEM: Final = Who(SYSTEM)


def asked(case: Case) -> Steps:
    """Within a day of the solution, mostly; nothing where it was asked already."""
    if case.ticket.aftercare.surveyed:
        return
    channel = Channel.EMAIL if case.pack == "software-support" else Channel.SMS
    after = case.in_office(case.soon(hours(30 if case.chance.happens(_LATE) else 2)), 8, 21)
    yield from case.does(_SYSTEM, SendSurvey(channel=channel), after)
    if case.chance.happens(_ANSWERED):
        yield from case.does(case.customer.who, _answer(case), case.in_office(case.soon(hours(4)), 7, 23))


def is_unhappy(case: Case) -> bool:
    return bool(case.ticket.aftercare.call_backs_owed)


def _answer(case: Case) -> AnswerSurvey:
    form = shipped().newest(case.pack).survey
    questions = [question.key for question in form.questions] if form else []
    low = case.chance.happens(_LOW) or (case.remedies > 0 and case.chance.happens(0.3))
    scores = {key: case.chance.weighted({5: 7, 4: 3}) for key in questions}
    lowest = case.chance.one_of(questions)
    if low:
        scores[lowest] = case.chance.weighted({3: 6, 2: 3, 1: 1})
    comment = words.low(case.chance, lowest) if low else words.said(case.chance, "good")
    return AnswerSurvey(
        survey=len(case.ticket.aftercare.surveys),
        scores=tuple(Score(question=key, score=score) for key, score in scores.items()),
        recommend=case.chance.number(2, 7) if low else case.chance.weighted({10: 5, 9: 4, 8: 3, 7: 1}),
        comment=comment if case.chance.happens(0.5) else None,
    )
