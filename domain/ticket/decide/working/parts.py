"""The rules of spare parts (备件, R23): each step after the one it needs."""

from typing import assert_never

from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import (
    ConfirmPart,
    PartsCommand,
    ReceivePart,
    RequestPart,
    ReturnDefectivePart,
    ShipPart,
    UsePart,
)
from domain.ticket.decide.caused import caused, following, once, says
from domain.ticket.decide.working.execution import require_execution
from domain.ticket.decide.working.in_hand import require_in_hand
from domain.ticket.events import TicketEvent
from domain.ticket.state import Ticket
from domain.ticket.state.ticket import PartRequest, nth


def decide(ticket: Ticket, command: PartsCommand, under: Circumstances) -> list[TicketEvent]:
    match command:
        case RequestPart():
            pending = any(says(asked.said, command) for asked in ticket.parts if not asked.received)
            return once(pending, command, request=following(ticket.parts))
        case ConfirmPart(request=request, available=available):
            asked = _requested(ticket, request)
            return once(asked.confirmed is available or asked.shipped, command)
        case ShipPart(request=request):
            asked = _requested(ticket, request)
            if asked.confirmed is not True:
                raise NotAllowed("part-not-reserved", request=request)
            return once(asked.shipped, command)
        case ReceivePart(request=request):
            asked = _requested(ticket, request)
            if not asked.shipped:
                raise NotAllowed("part-not-shipped", request=request)
            return once(asked.received, command)
        case UsePart(request=request):
            if request is not None and not _requested(ticket, request).received:
                raise NotAllowed("part-not-received", request=request)
            require_execution(ticket, under)
            require_in_hand(ticket, command, under)
            return [caused(command)]
        case ReturnDefectivePart(request=request):
            if request is not None:
                _requested(ticket, request)
            require_in_hand(ticket, command, under)
            return [caused(command)]
        case _:
            assert_never(command)


def _requested(ticket: Ticket, request: int) -> PartRequest:
    asked = nth(ticket.parts, request)
    if asked is None:
        raise NotAllowed("no-such-request", request=request, known=len(ticket.parts))
    return asked
