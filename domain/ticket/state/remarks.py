"""What remarks and corrections make of a ticket: nothing that a rule asks for."""

from domain.ticket.events import RemarksEvent
from domain.ticket.state.ticket import Ticket


def after(ticket: Ticket, event: RemarksEvent, actor: str) -> Ticket:
    return ticket
