"""Tickets over HTTP: look at one as it stands, and at all that happened to it."""

from collections.abc import Iterator
from typing import Final

from fastapi import APIRouter, Depends, Request, Response

from api.callers import Caller, CallerOf
from api.hints.shown import hints_on
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.manners.request_log import note
from api.service import Service, ServiceOf
from api.tables.asked import AsOf, Known, known_parameters
from api.tables.looks import check_look
from api.tickets.sending.handling import Number
from api.tickets.standing.past import events_at, ticket_at
from api.tickets.standing.record import ServiceRecordView, record_view
from api.tickets.standing.ticket import TicketView, standing
from api.tickets.theirs.events import OwnHistory, is_the_customer, own_history, shown_to_customer
from api.tickets.theirs.wholes import record_of_customer, ticket_of_customer
from api.tickets.views import HistoryView, version_tag
from domain.record.envelope import Recorded
from domain.rights import Person, check, may
from domain.ticket.commands import COMMAND_OF
from domain.ticket.decide import possible
from domain.ticket.state import Ticket, fold
from domain.ticket.theirs.seeing import seen_by_customer
from projections.wording.words import STATUS

router: Final = APIRouter(prefix="/tickets", tags=["tickets"], dependencies=[Depends(known_parameters)])


@router.get("/{number}", summary="A ticket as it stands now, or stood at a moment")
async def show(
    service: ServiceOf,
    request: Request,
    response: Response,
    number: Number,
    caller: CallerOf,
    as_of: AsOf = None,
    known: Known = False,
) -> TicketView:
    """Personal values are masked. For whoever may read the ticket; hints are for who may look up others.

    As of a moment all is as it was then, and nothing is possible; that is for who may read the audit, and its customer.
    """
    events, ticket = await read_ticket(service, number, caller)
    if as_of is not None or known:
        if as_of is None:
            raise ApiProblem("as-of-needed")
        check_look(caller.person, as_of, ticket)
        return await ticket_at(service, events, as_of, known=known, theirs=is_the_customer(caller, ticket))
    response.headers["ETag"] = version_tag(events[-1].envelope.version)
    view = ticket_view(service, caller, events, ticket)
    if not may(caller.person, "look-up"):
        return view
    hints = await hints_on(service, number, language_of(request), events[0].sequence)
    return view.model_copy(update={"hints": hints})


@router.get("/{number}/history", summary="All events of a ticket, oldest first", response_model_exclude_none=True)
async def history(
    service: ServiceOf,
    response: Response,
    number: Number,
    caller: CallerOf,
    as_of: AsOf = None,
    known: Known = False,
) -> HistoryView:
    """Personal values are masked; what was said in free text is readable. To the customer, what is theirs to see.

    As of a moment what had happened by then, or was known; that is for who may read the audit, and its customer.
    """
    whole, ticket = await read_ticket(service, number, caller)
    if as_of is None:
        if known:
            raise ApiProblem("as-of-needed")
        events = whole
        response.headers["ETag"] = version_tag(events[-1].envelope.version)
    else:
        check_look(caller.person, as_of, ticket)
        events = await events_at(service, whole, as_of, known=known)
    said = service.shown.history(number, events, whole)
    if is_the_customer(caller, ticket):
        said.events = [*shown_to_customer(said.events, seen_by_customer(events))]
    return said


@router.get("/{number}/own-history", name="own_history", summary="What happened, told to the customer in plain words")
async def show_own_history(
    service: ServiceOf, request: Request, response: Response, number: Number, caller: CallerOf
) -> OwnHistory:
    """For the customer of the ticket, in the language of Accept-Language: each step that is theirs to see."""
    events, _ = await read_ticket(service, number, caller, "read-own-history")
    response.headers["ETag"] = version_tag(events[-1].envelope.version)
    return own_history(service.shown, number, events, language_of(request))


@router.get("/{number}/service-record", summary="The service record of a ticket, with what it lacks")
async def show_service_record(
    service: ServiceOf, response: Response, number: Number, caller: CallerOf
) -> ServiceRecordView:
    """What was done for whom, as corrections have it; personal values are masked. For whoever may read the ticket."""
    events, ticket = await read_ticket(service, number, caller)
    response.headers["ETag"] = version_tag(events[-1].envelope.version)
    return record_of(service, caller, events, ticket)


def ticket_view(service: Service, caller: Caller, events: tuple[Recorded, ...], ticket: Ticket) -> TicketView:
    """As the caller may see it."""
    view = standing(service.shown, events, STATUS[ticket.stage], [*_possible(caller.person, ticket, events)])
    return ticket_of_customer(view, events, seen_by_customer(events)) if is_the_customer(caller, ticket) else view


def record_of(service: Service, caller: Caller, events: tuple[Recorded, ...], ticket: Ticket) -> ServiceRecordView:
    """Likewise."""
    view = record_view(service.shown, events)
    return record_of_customer(view, events, seen_by_customer(events)) if is_the_customer(caller, ticket) else view


async def read_ticket(
    service: Service, number: str, caller: Caller, action: str = "read"
) -> tuple[tuple[Recorded, ...], Ticket]:
    """Raises TicketNotFound, and Forbidden where the caller may not read this ticket, or not do ``action`` to it."""
    events, ticket = await found_ticket(service, number)
    check(caller.person, action, ticket)
    return events, ticket


async def found_ticket(service: Service, number: str) -> tuple[tuple[Recorded, ...], Ticket]:
    """Whoever asks. Raises TicketNotFound."""
    events = await service.desk.history(number)
    note(ticket=number)
    return events, fold(events) or Ticket()


def _possible(person: Person, ticket: Ticket, events: tuple[Recorded, ...]) -> Iterator[str]:
    """What the stage leaves open and the rights allow."""
    for action in possible(ticket.stage):
        also = {
            "close": ["close-without-consent"],
            "correct": [COMMAND_OF[type(each.event)].action for each in events if type(each.event) in COMMAND_OF],
        }
        if any(may(person, each, ticket) for each in (action, *also.get(action, ()))):
            yield action
