"""In whose name the customer signs where nobody else is named: the contact of the ticket, as it is known by now."""

from collections.abc import Sequence
from typing import cast

from domain.record.envelope import Recorded
from domain.record.personal import ERASED
from domain.ticket.events import TicketOpened
from projections.correcting import as_corrected


def signatory(events: Sequence[Recorded]) -> str | None:
    """In the clear: it is to be recorded, and not shown."""
    opened = cast("TicketOpened", as_corrected(events)[0].event)
    contact = opened.contact.name if opened.contact else None
    return next((name for name in (contact, opened.customer_name) if name and name != ERASED), None)
