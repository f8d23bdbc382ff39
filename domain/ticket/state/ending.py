"""What the events from a solution to the end make of a ticket."""

from typing import assert_never

from domain.ticket.events import (
    EndingEvent,
    ResolutionConfirmed,
    ResolutionRejected,
    TicketCancelled,
    TicketClosed,
    TicketReopened,
    TicketResolved,
)
from domain.ticket.state.again import again
from domain.ticket.state.dispatch import assigned
from domain.ticket.state.ticket import Ticket, replace
from domain.ticket.vocabulary import Stage


def after(ticket: Ticket, event: EndingEvent, actor: str) -> Ticket:
    match event:
        case TicketResolved():
            given = replace(ticket.aftercare, resolution=event, reminders=0)
            return replace(_brought(ticket, Stage.RESOLVED, event), escalation=None, aftercare=given)
        case ResolutionConfirmed():
            heard = replace(ticket.aftercare, reminders=0)
            return replace(_brought(ticket, Stage.CONFIRMED, event), aftercare=heard)
        case ResolutionRejected():
            return again(ticket, event)
        case TicketReopened(engineer=engineer, team=team):
            return assigned(again(ticket, event), engineer, team)
        case TicketClosed():
            return _brought(ticket, Stage.CLOSED, event)
        case TicketCancelled():
            return _brought(ticket, Stage.CANCELLED, event)
        case _:
            assert_never(event)


def _brought(ticket: Ticket, stage: Stage, event: EndingEvent) -> Ticket:
    return replace(ticket, stage=stage, waiting_for=None, brought_by=event)
