"""What the events about the customer's satisfaction make of a ticket."""

from typing import assert_never

from domain.ticket.events import CallbackMade, SurveyAnswered, SurveyEvent, SurveySent
from domain.ticket.state.aftercare import Survey
from domain.ticket.state.ticket import Ticket, nth, put, replace


def after(ticket: Ticket, event: SurveyEvent, actor: str) -> Ticket:
    care = ticket.aftercare
    match event:
        case SurveySent(survey=number):
            sent = replace(care, surveys=put(care.surveys, number, Survey(event)), surveyed=True)
            return replace(ticket, aftercare=sent)
        case SurveyAnswered(survey=number):
            heard = _with(ticket, number, answer=event)
            return replace(heard, aftercare=replace(heard.aftercare, reminders=0))
        case CallbackMade(survey=number):
            return _with(ticket, number, call_back=event)
        case _:
            assert_never(event)


def _with(ticket: Ticket, number: int, **changes: object) -> Ticket:
    care = ticket.aftercare
    found = nth(care.surveys, number)
    if found is None:
        return ticket
    return replace(ticket, aftercare=replace(care, surveys=put(care.surveys, number, replace(found, **changes))))
