"""A ticket as it stood at a moment, or as it was known to stand: made from the events of its history up to then."""

from collections.abc import Sequence
from datetime import datetime

from api.service import Service
from api.tickets.standing.ticket import TicketView, standing
from api.tickets.theirs.wholes import ticket_of_customer
from api.tickets.views import of_company
from domain.record.envelope import Recorded
from domain.refusals import TicketNotFound
from domain.ticket.numbering import number_of
from domain.ticket.state import Ticket, fold
from domain.ticket.theirs.seeing import seen_by_customer
from projections.past.histories import as_told
from projections.past.knowing import bound_of
from projections.wording.words import STATUS


async def ticket_at(
    service: Service, history: Sequence[Recorded], at: datetime, *, known: bool, theirs: bool
) -> TicketView:
    """``theirs``: as its customer saw it. Raises TicketNotFound where it was not there yet."""
    events = await _told(service, history, at, known=known)
    stage = (fold(tuple(events)) or Ticket()).stage
    view = standing(service.shown, events, STATUS[stage], [], company=of_company(history))
    last = max(events, key=lambda event: event.envelope.version)
    view.version, view.position = last.envelope.version, service.shown.position(last.sequence)
    if not theirs:
        return view
    by_version = sorted(events, key=lambda event: event.envelope.version)
    return ticket_of_customer(view, by_version, seen_by_customer(by_version))


async def events_at(
    service: Service, history: Sequence[Recorded], at: datetime, *, known: bool
) -> tuple[Recorded, ...]:
    """What had happened, or was known, by then, in the order of their versions. Raises TicketNotFound."""
    told = {event.envelope.version for event in await _told(service, history, at, known=known)}
    return tuple(event for event in history if event.envelope.version in told)


async def _told(service: Service, history: Sequence[Recorded], at: datetime, *, known: bool) -> Sequence[Recorded]:
    """Raises TicketNotFound where there was nothing yet."""
    if known:
        await service.runner.require("spans")
    bound = await bound_of(service.log, service.read, at, await service.log.end(), known=known)
    events = as_told(history, bound)
    if not events:
        raise TicketNotFound(number_of(history[0].envelope.aggregate))
    return events
