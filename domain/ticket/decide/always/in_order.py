"""What can't have happened on the day that is said: before what allows it, or the purchase after it was told of."""

from domain.customer.owned.warranty import require_bought_by
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import AssessWarranty, CloseTicket, ProposePlan, RecordCorrection, TicketCommand
from domain.ticket.decide.always.by_then import require_by_then
from domain.ticket.decide.planning.meeting import require_held_by_then
from domain.ticket.events import ResolutionConfirmed
from domain.ticket.state import Ticket


def require_in_order(ticket: Ticket, command: TicketCommand, under: Circumstances) -> None:
    """Raises NotAllowed; of another system's order nothing is asked but the day of purchase, which flags its event."""
    match command:
        case AssessWarranty(purchased=str(day)):
            require_bought(day, under)
        case RecordCorrection(field="product.purchased" | "purchased", right=str(day)):
            require_bought(day, under)
        case ProposePlan():
            require_held_by_then(ticket, under)
        case CloseTicket(closed_as="satisfied"):
            require_by_then(under, ResolutionConfirmed)
        case _:
            pass


def require_bought(purchased: str | None, under: Circumstances) -> None:
    """Not later than on the day of what is recorded, or in its month. Raises NotAllowed."""
    require_bought_by(purchased, under.at.date())
