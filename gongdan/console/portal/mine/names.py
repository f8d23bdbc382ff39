"""The customer's own name as it is on record: what stands for who says something, where they type no other."""

from collections.abc import Sequence

from domain.record.envelope import Recorded
from domain.ticket.events import TicketOpened
from projections.correcting import as_corrected


def name_on_record(events: Sequence[Recorded]) -> str | None:
    """The person's, else the customer's, as corrections have it; None where neither is known, or any more."""
    first = as_corrected(events)[0].event
    if not isinstance(first, TicketOpened):
        return None
    return (first.contact.name if first.contact else None) or first.customer_name
