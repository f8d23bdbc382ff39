"""The survey and the call-back beyond the four cases: what a low score is, and what it owes (R29, R30)."""

import pytest
from pydantic import ValidationError

from domain.ticket.commands import (
    AnswerSurvey,
    CallBack,
    CloseTicket,
    SendSurvey,
)
from domain.ticket.events import (
    Score,
    SurveyAnswered,
    SurveySent,
    TicketEvent,
)
from domain.ticket.vocabulary import Channel
from tests.domain.aftercare import (
    BAD,
    CALLED_BACK,
    COMPLAINT,
    GOOD,
    PRAISE,
    PUT_AWAY,
    SURVEY,
    SURVEYED,
    scores,
)
from tests.domain.specification import (
    AGREED,
    CLOSED,
    REJECTED,
    RESOLVED,
    given,
    state,
)


def test_a_low_score_is_owed_a_call_until_somebody_calls() -> None:
    def owed(*history: TicketEvent) -> tuple[int, ...]:
        ticket = state(*history)
        assert ticket is not None
        return ticket.aftercare.call_backs_owed

    assert owed(*SURVEYED) == ()
    assert owed(*SURVEYED, PRAISE) == ()
    assert owed(*SURVEYED, COMPLAINT) == (1,)
    assert owed(*SURVEYED, COMPLAINT, REJECTED, RESOLVED) == (1,)
    assert owed(*SURVEYED, COMPLAINT, CALLED_BACK) == ()


@pytest.mark.parametrize(("lowest", "low"), [(3, True), (4, False)])
def test_a_score_of_three_is_low_and_of_four_is_not(lowest: int, low: bool) -> None:
    answer = AnswerSurvey(survey=1, scores=scores(5, 5, 5, lowest))
    expected = SurveyAnswered(survey=1, scores=scores(5, 5, 5, lowest), low=low)
    given(*SURVEYED).when(answer).by_the_customer().then(expected)


def test_the_questions_may_be_answered_in_any_order_and_no_recommendation_given() -> None:
    [event] = given(*SURVEYED).when(AnswerSurvey(survey=1, scores=tuple(reversed(GOOD)))).by_the_customer().caused()
    assert isinstance(event, SurveyAnswered)
    assert (event.recommend, event.low) == (None, False)


def test_after_the_call_the_case_is_closed_as_satisfied() -> None:
    called = (*AGREED, SURVEY, COMPLAINT, CALLED_BACK)
    [closed, _] = given(*called).when(CloseTicket()).caused()
    assert closed == CLOSED


def test_a_survey_is_answered_and_called_back_about_after_the_end_and_the_archive() -> None:
    answer = AnswerSurvey(survey=1, scores=BAD)
    [event] = given(*AGREED, SURVEY, CLOSED, PUT_AWAY[-1]).when(answer).by_the_customer().caused()
    assert isinstance(event, SurveyAnswered)
    call = CallBack(survey=1, category="effect", reason="仍有异响", agreed="周五上门复查")
    given(*AGREED, SURVEY, CLOSED, PUT_AWAY[-1], COMPLAINT).when(call).then(CALLED_BACK)


def test_a_second_remedy_has_a_survey_of_its_own() -> None:
    again = (*SURVEYED, COMPLAINT, REJECTED, RESOLVED)
    second = SurveySent(survey=2, channel=Channel.EMAIL, form="handbook@2")
    given(*again).when(SendSurvey(channel=Channel.EMAIL)).then(second)


@pytest.mark.parametrize("score", [True, "5", 4.0])
def test_a_score_is_a_whole_number(score: object) -> None:
    with pytest.raises(ValidationError):
        Score.model_validate({"question": "timeliness", "score": score})
