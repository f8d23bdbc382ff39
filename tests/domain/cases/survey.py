"""The satisfaction survey and the call-back after a low score (满意度调查、回电, R29, R30): each command's cases."""

from datetime import timedelta

from domain.ticket.commands import AnswerSurvey, CallBack, SendSurvey
from domain.ticket.events import SurveySent
from domain.ticket.vocabulary import Channel
from tests.domain.aftercare import (
    BAD,
    CALLED_BACK,
    COMPLAINT,
    GOOD,
    PRAISE,
    SHOWN,
    SURVEY,
    SURVEYED,
    scores,
)
from tests.domain.case import Case, No
from tests.domain.examples import HASH
from tests.domain.specification import CLOSED, NOON, REJECTED, RESOLVED, WORKING

EARLIER = NOON - timedelta(minutes=6)
BY_SMS = SendSurvey(channel=Channel.SMS)
ANSWER = AnswerSurvey(survey=1, scores=GOOD, recommend=9, comment="及时", given="message", evidence=HASH)
CALL = CallBack(survey=1, category="effect", reason="仍有异响", agreed="周五上门复查")
AGAIN = (*SURVEYED, REJECTED, RESOLVED, SurveySent(survey=2, channel=Channel.SMS, form="handbook@2"))
"""A second remedy, and a survey of it."""


def _answer(**other: object) -> AnswerSurvey:
    return ANSWER.model_copy(update=other)


CASES = (
    Case(
        BY_SMS,
        SHOWN,
        SURVEY,
        refused=(
            No("no-survey-form", SHOWN, pack="unasked"),
            No("no-survey-channel", SHOWN, SendSurvey(channel=Channel.WALK_IN)),
            No("surveyed-already", SURVEYED, SendSurvey(channel=Channel.EMAIL)),
            No("no-solution", (*WORKING, CLOSED)),
            No("allowed-only-later", SHOWN, at=EARLIER),
        ),
    ),
    Case(
        ANSWER,
        SURVEYED,
        PRAISE.model_copy(update={"given": "message", "evidence": HASH}),
        refused=(
            No("no-such-survey", SHOWN),
            No("not-newest-survey", AGAIN),
            No("answered-already", (*SURVEYED, PRAISE), _answer(scores=BAD)),
            No("other-questions", SURVEYED, _answer(scores=GOOD[:3])),
            No("other-questions", SURVEYED, _answer(scores=(*GOOD, GOOD[0]))),
            No("off-the-scale", SURVEYED, _answer(scores=scores(5, 5, 5, 6))),
            No("off-the-scale", SURVEYED, _answer(scores=scores(5, 5, 5, 0))),
            No("not-asked", SURVEYED, pack="short-form"),
            No("how-given-needed", SURVEYED, _answer(given=None)),
            No("evidence-needed", SURVEYED, _answer(evidence=None)),
            No("no-such-attachment", SURVEYED, _answer(evidence="f" * 64)),
            No("allowed-only-later", SURVEYED, at=EARLIER),
        ),
    ),
    Case(
        CALL,
        (*SURVEYED, COMPLAINT),
        CALLED_BACK,
        refused=(
            No("no-such-survey", SHOWN),
            No("no-low-score", SURVEYED),
            No("no-low-score", (*SURVEYED, PRAISE)),
            No("called-back-already", (*SURVEYED, COMPLAINT, CALLED_BACK), CALL.model_copy(update={"agreed": "退费"})),
            No("allowed-only-later", (*SURVEYED, COMPLAINT), at=EARLIER),
        ),
    ),
)
