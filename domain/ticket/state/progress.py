"""What the events of progress and waiting make of a ticket."""

from typing import assert_never

from domain.ticket.events import (
    CooperationProvided,
    CooperationRequested,
    ProgressEvent,
    ProgressShared,
    TicketPaused,
    TicketResumed,
)
from domain.ticket.state.dispatch import assigned
from domain.ticket.state.ticket import Asked, Ticket, nth, put, replace
from domain.ticket.vocabulary import Stage


def after(ticket: Ticket, event: ProgressEvent, actor: str) -> Ticket:
    match event:
        case CooperationRequested(request=number):
            return replace(ticket, cooperation=put(ticket.cooperation, number, Asked(event)))
        case CooperationProvided(request=number):
            asked = nth(ticket.cooperation, number)
            if asked is None:
                return ticket
            return replace(ticket, cooperation=put(ticket.cooperation, number, replace(asked, answered=True)))
        case TicketPaused(waiting_for=waiting_for):
            paused = replace(ticket, stage=Stage.PAUSED, resumes_at=ticket.reached)
            return replace(paused, waiting_for=waiting_for, brought_by=event)
        case TicketResumed(engineer=engineer, team=team):
            return assigned(replace(ticket, stage=ticket.reached, waiting_for=None), engineer, team)
        case ProgressShared():
            return ticket
        case _:
            assert_never(event)
