"""What a merged ticket would take with it: money that was agreed, goodwill that was promised, parts under way (R8)."""

from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.state import Ticket


def require_settled(ticket: Ticket, under: Circumstances) -> None:
    """Nothing is left that could be done on neither ticket once the two are one. Raises NotAllowed."""
    if not under.live:
        return
    quote = ticket.quote
    if quote and quote.accepted and quote.amount and not quote.charged:
        raise NotAllowed("merged-owing-fee", quote=quote.number)
    for number, goodwill in enumerate(ticket.compensations, 1):
        if goodwill.pends:
            raise NotAllowed("merged-owing-goodwill", compensation=number)
    for number, part in enumerate(ticket.parts, 1):
        if not part.received and part.confirmed is not False:
            raise NotAllowed("merged-awaiting-part", request=number)
