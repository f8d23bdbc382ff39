"""The rules of progress and waiting (R25–R27): a pause says why and for whom."""

from typing import assert_never

from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import (
    PauseTicket,
    ProgressCommand,
    ProvideCooperation,
    RequestCooperation,
    ResumeTicket,
    ShareProgress,
)
from domain.ticket.decide.caused import caused, following, once, says
from domain.ticket.events import TicketEvent
from domain.ticket.state import Ticket
from domain.ticket.state.ticket import nth
from domain.ticket.vocabulary import Stage


def decide(ticket: Ticket, command: ProgressCommand, under: Circumstances) -> list[TicketEvent]:
    match command:
        case ShareProgress():
            return [caused(command)]
        case RequestCooperation():
            pending = any(says(asked.said, command) for asked in ticket.cooperation if not asked.answered)
            return once(pending, command, request=following(ticket.cooperation))
        case ProvideCooperation(request=request):
            asked = nth(ticket.cooperation, request)
            if asked is None:
                raise NotAllowed("no-such-request", request=request, known=len(ticket.cooperation))
            return once(asked.answered, command)
        case PauseTicket():
            return once(ticket.stage is Stage.PAUSED and says(ticket.brought_by, command), command)
        case ResumeTicket():
            return once(ticket.is_worked_on and ticket.stage is not Stage.PAUSED, command)
        case _:
            assert_never(command)
