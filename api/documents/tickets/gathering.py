"""What a ticket's document is written from: gathered from its history as the caller may see it."""

from collections.abc import Iterator, Sequence

from api.callers import Caller
from api.documents.people import people_named
from api.documents.tickets.clear import InTheClear, record_in_the_clear
from api.documents.told import ToldTicket
from api.service import Service
from api.tickets.standing.record import record_view
from api.tickets.standing.ticket import standing
from api.tickets.theirs.events import is_the_customer, shown_to_customer
from api.tickets.theirs.wholes import lacks_of_customer, record_of_customer, ticket_of_customer
from api.tickets.views import EventView, Shown, of_company
from domain.record.envelope import Recorded
from domain.refusals import Language
from domain.ticket.dossier import lacking
from domain.ticket.state import Ticket
from domain.ticket.theirs.seeing import seen_by_customer
from projections.correcting import as_corrected
from projections.wording.words import STATUS

_NAMED = ("engineer", "owner", "staff", "to")
"""Fields of events that hold a staff number."""


async def told_ticket(
    service: Service,
    caller: Caller,
    events: tuple[Recorded, ...],
    ticket: Ticket,
    language: Language,
    *,
    clear: bool = False,
) -> ToldTicket:
    """``clear``: nothing is masked, which is for who has said on the record why."""
    shown = InTheClear(service.zone, service.log.epoch) if clear else service.shown
    pack = service.desk.policies.of(events[0].envelope.policy)
    view = standing(shown, events, STATUS[ticket.stage], [])
    record = record_in_the_clear(shown, events) if clear else record_view(shown, events)
    said, right = _views(shown, events), _views(shown, as_corrected(events))
    lacks = [*lacking([each.envelope.type for each in events])]
    if is_the_customer(caller, ticket):
        lacks = lacks_of_customer(lacks)
        seen = seen_by_customer(events)
        view, record = ticket_of_customer(view, events, seen), record_of_customer(record, events, seen)
        said, right = [*shown_to_customer(said, seen)], [*shown_to_customer(right, seen)]
    return ToldTicket(
        number=view.number,
        ticket=view,
        record=record,
        events=said,
        right=right,
        previous={each.envelope.version: each.envelope.previous or "" for each in events},
        pack=pack,
        people=await people_named(service, _named_in(said), pack, language),
        stands=shown.local(events[-1].envelope.recorded),
        masked=not clear,
        lacks=lacks,
    )


def _views(shown: Shown, events: Sequence[Recorded]) -> list[EventView]:
    return shown.events(events, company=of_company(events))


def _named_in(events: Sequence[EventView]) -> Iterator[str | None]:
    """Who acted, and whom events name."""
    for event in events:
        yield event.actor.id
        yield from (event.data.get(name) for name in _NAMED)
        yield from event.data.get("attendees", ())
