"""A ticket in the clear, for who has said on the record why they print it so."""

from collections.abc import Sequence
from typing import Any

from api.tickets.standing.record import ServiceRecordView, record_view
from api.tickets.views import Shown
from domain.record.envelope import Recorded
from domain.record.event import Event
from domain.ticket.service_record import service_record
from projections.correcting import as_corrected


class InTheClear(Shown):
    """As events are, with nothing masked."""

    def data(self, event: Event, *, company: bool = False) -> dict[str, Any]:
        return self.row(event.model_dump(exclude_none=True))


def record_in_the_clear(shown: Shown, events: Sequence[Recorded]) -> ServiceRecordView:
    """The service record with names, ways to reach them and serial number as they were said."""
    found = service_record(as_corrected(events))
    contact = found.contact
    return record_view(shown, events).model_copy(
        update={
            "customer_name": found.customer_name,
            "contact": contact.name or contact.salutation,
            "contact_detail": contact.phone or contact.email or contact.wechat,
            "serial": found.product.serial,
        }
    )
