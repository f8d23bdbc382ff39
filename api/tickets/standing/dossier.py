"""The complete dossier of a ticket (案卷): how it stands, its service record, and every event under a heading."""

from collections.abc import Iterable, Sequence

from pydantic import BaseModel

from api.tickets.standing.record import ServiceRecordView
from api.tickets.standing.ticket import TicketView
from api.tickets.views import EventView
from domain.ticket.dossier import HEADING_OF, HEADINGS, Heading
from domain.ticket.events import EVENTS


class DossierView(BaseModel):
    """``ticket`` as it stands, ``service_record``, then all events, each under one heading, oldest first, masked.

    ``record`` holds notes, corrections and looks at personal data.
    """

    ticket: TicketView
    service_record: ServiceRecordView
    request: list[EventView]
    communication: list[EventView]
    plan: list[EventView]
    work: list[EventView]
    money: list[EventView]
    confirmation: list[EventView]
    survey: list[EventView]
    closing: list[EventView]
    record: list[EventView]


def dossier_view(ticket: TicketView, record: ServiceRecordView, events: Iterable[EventView]) -> DossierView:
    """All that there is of a ticket, of the events that may be shown."""
    told = [*events]
    headed = {heading: _under(heading, told) for heading in HEADINGS}
    return DossierView(ticket=ticket, service_record=record, **headed)


def _under(heading: Heading, events: Sequence[EventView]) -> list[EventView]:
    return [event for event in events if HEADING_OF[EVENTS[event.type]] == heading]
