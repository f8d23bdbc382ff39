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
from domain.ticket.state.dispatch import assigned
from domain.ticket.state.ticket import Ticket, replace
from domain.ticket.vocabulary import Stage, WorkKind


def after(ticket: Ticket, event: EndingEvent, actor: str) -> Ticket:
    match event:
        case TicketResolved():
            return replace(_brought(ticket, Stage.RESOLVED, event), escalation=None)
        case ResolutionConfirmed():
            return _brought(ticket, Stage.CONFIRMED, event)
        case ResolutionRejected():
            return _again(ticket, event)
        case TicketReopened(engineer=engineer, team=team):
            return assigned(_again(ticket, event), engineer, team)
        case TicketClosed():
            return _brought(ticket, Stage.CLOSED, event)
        case TicketCancelled():
            return _brought(ticket, Stage.CANCELLED, event)
        case _:
            assert_never(event)


def _brought(ticket: Ticket, stage: Stage, event: EndingEvent) -> Ticket:
    return replace(ticket, stage=stage, waiting_for=None, brought_by=event)


def _again(ticket: Ticket, event: EndingEvent) -> Ticket:
    """Taken up again: what was settled for the first remedy is not for the second."""
    quote = replace(ticket.quote, past=True) if ticket.quote else None
    allowed = replace(ticket, escalation=None, remote=None, remote_refused=False)
    settled = replace(allowed, met=frozenset[str](), meeting_called=False, plan=None)
    there = replace(settled, visit=None, visit_expected=None, arrived=False)
    worked = replace(there, handling=None, tested=None, done=frozenset[WorkKind]())
    fresh = replace(worked, consent=None, refused_repair=None, quote=quote)
    return _brought(fresh, Stage.REOPENED, event)
