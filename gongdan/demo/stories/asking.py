"""The survey after a solution: sent by the system, answered by some, low by those to whom something happened."""

from typing import Final

from domain.policy.in_force import shipped
from domain.ticket.commands import AnswerSurvey, SendSurvey
from domain.ticket.events import Score
from domain.ticket.vocabulary import Channel
from gongdan.demo.stories.case import Case, Steps, hours
from gongdan.demo.world import words

_ANSWERED: Final = 0.42
_LOW: Final = 0.05
_LOW_FOR_CAUSE: Final = 0.3
"""Shares of the answers with a score that asks for a call-back: of cases that went well, and of others."""
_LATE: Final = 0.03
_ABOUT: Final = {
    "again": "skill",
    "guided-again": "skill",
    "late-visit": "timeliness",
    "moved-by-us": "timeliness",
    "part-awaited": "timeliness",
    "late-answer": "timeliness",
}
"""What a low score is for, by what happened."""


def asked(case: Case) -> Steps:
    """Within a day of the solution, mostly; nothing where it was asked already."""
    if case.ticket.aftercare.surveyed:
        return
    channel = Channel.EMAIL if case.pack == "software-support" else Channel.SMS
    after = case.soon(hours(30 if case.chance.happens(_LATE) else 2))
    yield from case.does(case.system, SendSurvey(channel=channel), after)
    if case.chance.happens(_ANSWERED):
        yield from case.does(case.customers, _answer(case), case.on_the_way + case.soon(hours(4)))


def is_unhappy(case: Case) -> bool:
    return bool(case.ticket.aftercare.call_backs_owed)


def good(case: Case) -> str:
    """What somebody says who is content, of what was done for them."""
    return words.said(case.chance, "good", "unmended" if case.unmended else case.way)


def _answer(case: Case) -> AnswerSurvey:
    form = shipped().newest(case.pack).survey
    questions = [question.key for question in form.questions] if form else []
    happened = [about for fact, about in _ABOUT.items() if fact in case.facts and about in questions]
    low = case.chance.happens(_LOW_FOR_CAUSE if happened else _LOW) and not case.unmended
    scores = {key: case.chance.weighted({5: 7, 4: 3}) for key in questions}
    if low:
        lowest = happened[0] if happened else case.chance.one_of(questions)
        scores[lowest] = case.chance.weighted({3: 6, 2: 3, 1: 1})
        case.low = words.low(case.chance, lowest, case.facts, case.way)
    comment = case.low if low else good(case)
    return AnswerSurvey(
        survey=len(case.ticket.aftercare.surveys),
        scores=tuple(Score(question=key, score=score) for key, score in scores.items()),
        recommend=case.chance.number(2, 7) if low else case.chance.weighted({10: 5, 9: 4, 8: 3, 7: 1}),
        comment=comment if case.chance.happens(0.7 if low else 0.5) else None,
    )
