"""What somebody proposes in another's stead is of both: neither judges it (R18)."""

from domain.ticket.events import CompensationProposed, PlanProposed, TicketEvent
from domain.ticket.state.ticket import Ticket, nth, put, replace


def in_stead_of(absent: str, ticket: Ticket, event: TicketEvent) -> Ticket:
    """The ticket after an event of somebody who stood in for an absent one."""
    if isinstance(event, PlanProposed) and ticket.plan:
        return replace(ticket, plan=replace(ticket.plan, authors=ticket.plan.authors | {absent}))
    if isinstance(event, CompensationProposed) and (found := nth(ticket.compensations, event.compensation)):
        both = replace(found, authors=found.authors | {absent})
        return replace(ticket, compensations=put(ticket.compensations, event.compensation, both))
    return ticket
