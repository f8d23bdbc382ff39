"""Where the rules of routing send a ticket (分流, R8a), as long as nobody sent it elsewhere by hand."""

from domain.routing.rules import Asked, Routing
from domain.ticket.commands import RouteTicket
from domain.ticket.state import Ticket


def next_route(ticket: Ticket, routing: Routing) -> RouteTicket | None:
    """The routing that the rules ask for now; None where none fits, it stands so already, or a person decided."""
    by_hand = ticket.routed is not None and ticket.routed.rule is None
    if by_hand or ticket.engineer or not ticket.is_worked_on or ticket.channel is None:
        return None
    product = ticket.product
    rule = routing.route(
        Asked(
            kind=ticket.kind,
            channel=ticket.channel,
            severity=ticket.severity,
            product=product.name if product else None,
            model=product.model if product else None,
            region=ticket.region,
        )
    )
    if rule is None or (ticket.routed is not None and ticket.routed.rule == rule.name):
        return None
    return RouteTicket(staff=rule.staff, team=rule.team, rule=rule.name, rules=routing.ref)
