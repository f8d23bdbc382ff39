"""The rules of the satisfaction survey and of the call-back after a low score (满意度调查、回电, R29, R30)."""

from typing import Final, assert_never

from domain.policy.parts.survey import Survey as Form
from domain.refusals import NotAllowed
from domain.refusals.coded import Coded, CodedList
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import AnswerSurvey, CallBack, SendSurvey, SurveyCommand
from domain.ticket.decide.always.behalf import require_word
from domain.ticket.decide.always.by_then import require_by_then
from domain.ticket.decide.caused import caused, following, says
from domain.ticket.events import SurveyAnswered, SurveySent, TicketEvent, TicketResolved
from domain.ticket.state import Ticket
from domain.ticket.state.aftercare import Survey
from domain.ticket.state.ticket import nth
from domain.ticket.vocabulary import Stage
from domain.wording import CHANNELS

_RECOMMEND: Final = Coded("recommend", "推荐意愿", "how likely they are to recommend us")
_COMMENT: Final = Coded("comment", "评语", "a comment")


def decide(ticket: Ticket, command: SurveyCommand, under: Circumstances) -> list[TicketEvent]:
    match command:
        case SendSurvey():
            return _sent(ticket, command, under)
        case AnswerSurvey():
            return _answered(ticket, command, under)
        case CallBack():
            return _called_back(ticket, command, under)
        case _:
            assert_never(command)


def _sent(ticket: Ticket, command: SendSurvey, under: Circumstances) -> list[TicketEvent]:
    """One for each solution: after a second remedy there may be another."""
    care, form = ticket.aftercare, _form(under)
    if care.surveyed:
        if says(care.surveys[-1].said, command):
            return []
        raise NotAllowed("surveyed-already", survey=len(care.surveys))
    if ticket.stage is Stage.CLOSED and care.resolution is None:
        raise NotAllowed("no-solution")
    if command.channel not in form.channels:
        channel, known = Coded.of(command.channel.value, CHANNELS), CodedList.of(form.channels, CHANNELS)
        raise NotAllowed("no-survey-channel", channel=channel, allowed=known)
    require_by_then(under, TicketResolved)
    return [caused(command, survey=following(care.surveys), form=under.rules.ref)]


def _answered(ticket: Ticket, command: AnswerSurvey, under: Circumstances) -> list[TicketEvent]:
    """Of the newest survey, once: a further word is an objection, or a note."""
    survey, newest = _of(ticket, command.survey), len(ticket.aftercare.surveys)
    if says(survey.answer, command):
        return []
    if survey.answer is not None:
        raise NotAllowed("answered-already", survey=command.survey)
    if command.survey != newest:
        raise NotAllowed("not-newest-survey", survey=command.survey, newest=newest)
    form = _form(under)
    _require_its_questions(command, form)
    require_word(ticket, command, under)
    require_by_then(under, SurveySent, survey=command.survey)
    return [caused(command, low=any(given.score <= form.low for given in command.scores))]


def _called_back(ticket: Ticket, command: CallBack, under: Circumstances) -> list[TicketEvent]:
    survey = _of(ticket, command.survey)
    if says(survey.call_back, command):
        return []
    if survey.call_back is not None:
        raise NotAllowed("called-back-already", survey=command.survey)
    if not survey.owes_call_back:
        raise NotAllowed("no-low-score", survey=command.survey)
    require_by_then(under, SurveyAnswered, survey=command.survey)
    return [caused(command)]


def _form(under: Circumstances) -> Form:
    form = under.rules.survey
    if form is None:
        raise NotAllowed("no-survey-form", policy=under.rules.ref)
    return form


def _of(ticket: Ticket, number: int) -> Survey:
    known = ticket.aftercare.surveys
    survey = nth(known, number)
    if survey is None:
        raise NotAllowed("no-such-survey", survey=number, known=len(known))
    return survey


def _require_its_questions(command: AnswerSurvey, form: Form) -> None:
    """Each question of the form once, none besides, on its scale."""
    asked = {question.key: (question.zh, question.en) for question in form.questions}
    if sorted(given.question for given in command.scores) != sorted(asked):
        raise NotAllowed("other-questions", questions=CodedList.of(asked, asked))
    lowest, highest = form.scale
    for given in command.scores:
        if not lowest <= given.score <= highest:
            question = Coded.of(given.question, asked)
            raise NotAllowed("off-the-scale", question=question, lowest=lowest, highest=highest)
    for field, is_asked in ((_RECOMMEND, form.nps), (_COMMENT, form.comment)):
        if getattr(command, field.code) is not None and not is_asked:
            raise NotAllowed("not-asked", field=field)
