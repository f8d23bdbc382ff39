"""What a clock's warning or miss makes of a ticket: nothing, as no rule asks for it."""

from domain.ticket.events.deadlines import DeadlineEvent
from domain.ticket.state.ticket import Ticket


def after(ticket: Ticket, event: DeadlineEvent, actor: str) -> Ticket:
    return ticket
