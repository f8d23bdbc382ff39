"""What the events about spare parts make of a ticket."""

from typing import assert_never

from domain.ticket.events import (
    DefectivePartReturned,
    PartConfirmed,
    PartReceived,
    PartRequested,
    PartsEvent,
    PartShipped,
    PartUsed,
)
from domain.ticket.state.ticket import PartRequest, Ticket, nth, put, replace
from domain.ticket.state.work import worked


def after(ticket: Ticket, event: PartsEvent, actor: str) -> Ticket:
    match event:
        case PartRequested(request=number, part=part, quantity=quantity):
            return replace(ticket, parts=put(ticket.parts, number, PartRequest(event, part, quantity)))
        case PartConfirmed(request=number, available=available):
            return _with(ticket, number, confirmed=available)
        case PartShipped(request=number):
            return _with(ticket, number, shipped=True)
        case PartReceived(request=number):
            return _with(ticket, number, received=True)
        case PartUsed():
            return worked(ticket, "replacement")
        case DefectivePartReturned():
            return ticket
        case _:
            assert_never(event)


def _with(ticket: Ticket, number: int, **changes: bool) -> Ticket:
    asked = nth(ticket.parts, number)
    return replace(ticket, parts=put(ticket.parts, number, replace(asked, **changes))) if asked else ticket
