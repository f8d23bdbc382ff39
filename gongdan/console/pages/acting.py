"""Acting on a ticket by a form: any action that there is, its fields made from the command's own."""

from typing import Final

from fastapi import APIRouter, Request, Response

from api.manners.problems import ApiProblem
from api.service import Service, ServiceOf
from api.tickets.actions import NOUNS, Body
from api.tickets.looking import read_ticket, ticket_view
from api.tickets.routes import acting
from api.tickets.sending.handling import Number
from domain.rights import check
from gongdan.console.shell.asking import Action, ask, take
from gongdan.console.shell.forms import TypedOf
from gongdan.console.shell.place import TICKETS
from gongdan.console.shell.signed_in import SignedIn
from gongdan.console.tickets.offering import offered

router: Final = APIRouter()
_ADDRESS: Final = f"{TICKETS}/{{number}}/{{action}}"


@router.get(_ADDRESS)
async def show(service: ServiceOf, request: Request, number: Number, action: str, caller: SignedIn) -> Response:
    """The form, for whoever may do so."""
    return ask(request, await action_on(service, request, number, action, caller))


@router.post(_ADDRESS)
async def act(
    service: ServiceOf,
    request: Request,
    response: Response,
    number: Number,
    action: str,
    caller: SignedIn,
    typed: TypedOf,
) -> Response:
    async def do(body: Body, key: str | None, expected: str | None) -> str:
        done = await acting(action)(
            service=service, response=response, number=number, caller=caller, body=body, key=key, expected=expected
        )
        return f"{TICKETS}/{number}#v{done.version}"

    return await take(request, await action_on(service, request, number, action, caller), typed, do)


async def action_on(service: Service, request: Request, number: str, action: str, caller: SignedIn) -> Action:
    """Raises ApiProblem where there is no such action, Forbidden where it is not theirs to do."""
    here = f"{TICKETS}/{number}/{action}"
    if action not in NOUNS or action == "unmask":
        raise ApiProblem("no-route", path=here)
    events, ticket = await read_ticket(service, number, caller)
    check(caller.person, action, ticket)
    return await offered(service, request, caller, ticket_view(service, caller, events, ticket), action)
