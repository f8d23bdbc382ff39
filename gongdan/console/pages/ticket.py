"""A ticket as a page: how it stands and what may be done, and beside it all that happened."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request, Response

from api.documents.paper import TICKET_DOCUMENTS, TicketDocument
from api.documents.tickets.routes import print_document
from api.service import ServiceOf
from api.tickets.clocks import show_clocks
from api.tickets.looking import history, read_ticket
from api.tickets.looking import show as standing
from api.tickets.sending.handling import Number
from api.tickets.standing.paging import Asked
from domain.rights import may
from gongdan.cli.tickets.actions import PHASES, by_phase
from gongdan.console.pages.files import PURPOSES
from gongdan.console.shell.blanks import no_blanks
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import TICKETS
from gongdan.console.shell.severities import severity
from gongdan.console.shell.signed_in import SignedIn
from gongdan.console.tickets.offering import steps
from gongdan.console.tickets.story import Shown, shown, story, told

__all__ = ["router", "told"]

router: Final = APIRouter()


@router.get(f"{TICKETS}/{{number}}", dependencies=[Depends(no_blanks)])
async def show(
    service: ServiceOf,
    request: Request,
    response: Response,
    number: Number,
    caller: SignedIn,
    which: Annotated[Shown, Query(alias="show")] = "all",
) -> Response:
    ticket = await standing(service, request, response, number, caller)
    happened = await history(service, response, number, caller)
    clocks = await show_clocks(service, response, number, caller, Asked("together"))
    events, state = await read_ticket(service, number, caller)
    entries = story(happened.events, events)
    likely = await steps(service, request, caller, ticket)
    return page(
        request,
        "ticket",
        ticket=ticket,
        entries=shown(entries, which),
        count=len(entries),
        which=which,
        intake=told(ticket.intake),
        clocks=clocks,
        graded=severity(service, ticket.policy, ticket.severity),
        steps=likely,
        phases=_by_phase(ticket.possible),
        opens=may(caller.person, "attach", state) is not None,
        purposes=PURPOSES,
        papers=TICKET_DOCUMENTS if service.documents else (),
    )


@router.get(f"{TICKETS}/{{number}}/documents/{{kind}}")
async def print_paper(
    service: ServiceOf, request: Request, response: Response, number: Number, kind: TicketDocument, caller: SignedIn
) -> Response:
    """The department's own form, to be printed."""
    return await print_document(service, request, response, number, kind, caller)


def _by_phase(possible: list[str]) -> list[tuple[tuple[str, str], list[str]]]:
    """What may be done, in the order of a ticket's life; looking at personal data has a way of its own."""
    beside = {*possible} - {"unmask"}
    found = [(PHASES[phase], [each for each in actions if each in beside]) for phase, actions in by_phase().items()]
    return [(phase, actions) for phase, actions in found if actions]
