"""What became of a ticket once a solution was given: surveys, follow-up and closing report, as the API shows them."""

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from api.tickets.views import Shown
from domain.record.event import Event
from domain.ticket.state.aftercare import Aftercare, Survey


class ScoreView(BaseModel):
    """What the customer gave for one question of the form."""

    question: str
    score: int


class CallBackView(BaseModel):
    """The call after a low score: why it was low, and what was agreed."""

    category: str
    reason: str
    agreed: str


class SurveyView(BaseModel):
    """A survey (满意度调查) and what came back; ``low`` is null until it is answered."""

    survey: int
    channel: str
    form: str
    answered: bool
    scores: list[ScoreView]
    low: bool | None = None
    recommend: int | None = None
    comment: str | None = None
    call_back: CallBackView | None = None


class FollowUpView(BaseModel):
    """What the customer said when asked (回访) about the present solution."""

    channel: str
    solved: bool
    professional: bool
    satisfied: bool
    note: str | None = None


class ClosingReportView(BaseModel):
    """结案报告: not for the customer."""

    cause: str
    handling: str
    lessons: str


def aftercare(shown: Shown, care: Aftercare, right: Callable[[Event], Event]) -> dict[str, Any]:
    """The fields of the ticket's view that are about it."""
    follow_up, report = care.follow_up, care.report
    return {
        "rejections": care.rejections,
        "reopenings": care.reopenings,
        "reminders": care.reminders,
        "surveys": [_survey(shown, survey, right) for survey in care.surveys],
        "call_backs_owed": [*care.call_backs_owed],
        "follow_up": FollowUpView(**shown.data(right(follow_up))) if follow_up else None,
        "closing_report": ClosingReportView(**shown.data(right(report))) if report else None,
    }


def _survey(shown: Shown, survey: Survey, right: Callable[[Event], Event]) -> SurveyView:
    answer, call = survey.answer, survey.call_back
    said = shown.data(right(answer)) if answer else {}
    return SurveyView(
        **{**shown.data(right(survey.said)), "scores": [], "low": None, **said},
        answered=answer is not None,
        call_back=CallBackView(**shown.data(right(call))) if call else None,
    )
