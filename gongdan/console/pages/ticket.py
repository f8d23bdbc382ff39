"""A ticket as a page: how it stands and what may be done, and beside it all that happened."""

from typing import Any, Final

from fastapi import APIRouter, Request, Response
from pydantic_core import to_jsonable_python

from api.service import ServiceOf
from api.tickets.clocks import show_clocks
from api.tickets.looking import history
from api.tickets.looking import show as standing
from api.tickets.sending.handling import Number
from api.tickets.standing.paging import Asked
from gongdan.cli.showing.labels import dotted
from gongdan.cli.tickets.actions import PHASES, by_phase
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import TICKETS
from gongdan.console.shell.severities import severity
from gongdan.console.shell.signed_in import SignedIn
from gongdan.console.shell.times import pressing

router: Final = APIRouter()


@router.get(f"{TICKETS}/{{number}}")
async def show(service: ServiceOf, request: Request, response: Response, number: Number, caller: SignedIn) -> Response:
    ticket = await standing(service, request, response, number, caller)
    happened = await history(service, response, number, caller)
    clocks = await show_clocks(service, response, number, caller, Asked())
    return page(
        request,
        "ticket",
        ticket=ticket,
        events=[(event, told(event.data)) for event in happened.events],
        intake=told(ticket.intake),
        clocks=clocks,
        graded=severity(service, ticket.policy, ticket.severity),
        phases=_by_phase(ticket.possible),
        pressing=pressing,
    )


def told(data: dict[str, Any]) -> list[tuple[str, Any]]:
    """Each fact by its dotted name, as JSON has it."""
    return dotted(to_jsonable_python(data))


def _by_phase(possible: list[str]) -> list[tuple[tuple[str, str], list[str]]]:
    """What may be done, in the order of a ticket's life; looking at personal data has a way of its own."""
    may = {*possible} - {"unmask"}
    found = [(PHASES[phase], [each for each in actions if each in may]) for phase, actions in by_phase().items()]
    return [(phase, actions) for phase, actions in found if actions]
