"""Where the rules of routing send a ticket (分流, R8a), as long as nobody sent it elsewhere by hand."""

from domain.routing.rules import Asked, Routing, Rule
from domain.ticket.commands import RouteTicket
from domain.ticket.state import Ticket


def next_route(ticket: Ticket, routing: Routing) -> RouteTicket | None:
    """The routing that the rules ask for now; None where none fits, it stands so already, or a person decided."""
    if is_by_hand(ticket) or ticket.engineer or not ticket.is_worked_on:
        return None
    rule = fitting(ticket, routing)
    if rule is None or (ticket.routed is not None and ticket.routed.rule == rule.name):
        return None
    return RouteTicket(staff=rule.staff, team=rule.team, rule=rule.name, rules=routing.ref)


def is_by_hand(ticket: Ticket) -> bool:
    """Whether a person said to whom it goes, which rules leave alone."""
    return ticket.routed is not None and ticket.routed.rule is None


def fitting(ticket: Ticket, routing: Routing) -> Rule | None:
    """The rule that fits the ticket as it stands; None where none does, or it is not known how it came in."""
    if ticket.channel is None:
        return None
    product = ticket.product
    return routing.route(
        Asked(
            kind=ticket.kind,
            channel=ticket.channel,
            severity=ticket.severity,
            product=product.name if product else None,
            model=product.model if product else None,
            region=ticket.region,
        )
    )
