"""What other records say against something that the ticket itself would allow; without word from them nothing does."""

from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import CancelTicket, DispatchEngineer, MoveVisit, PromiseVisit, TicketCommand
from domain.ticket.decide.elsewhere.customer import require_usable
from domain.ticket.decide.elsewhere.engineer import require_there, require_there_at
from domain.ticket.decide.elsewhere.original import require_nobody_else_on_it, require_original
from domain.ticket.decide.elsewhere.present import require_on_record, require_present
from domain.ticket.state import Ticket


def require_of_others(ticket: Ticket, command: TicketCommand, under: Circumstances) -> None:
    """Raises NotAllowed."""
    require_usable(command, under)
    require_present(command, under)
    require_on_record(command, under)
    match command:
        case DispatchEngineer():
            require_there(ticket, command, under)
        case PromiseVisit(at=at) | MoveVisit(at=at):
            require_there_at(ticket, at, under)
        case CancelTicket():
            require_original(ticket, command, under)
            require_nobody_else_on_it(ticket, command, under)
        case _:
            pass
