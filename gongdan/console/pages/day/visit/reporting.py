"""Reports a step of a visit: once for each form, however often it comes, and told where it is refused."""

from typing import Final

from fastapi import APIRouter, Request, Response

from api.manners.problems import ApiProblem
from api.service import Service, ServiceOf
from api.tickets.actions import Body
from api.tickets.looking import read_ticket, ticket_view
from api.tickets.routes import acting
from api.tickets.sending.handling import Number
from domain.rights import check
from gongdan.console.pages.day.visit.seen import seen_by
from gongdan.console.pages.day.visit.steps import STEPS, on_site
from gongdan.console.shell.asking import Action, ask, take
from gongdan.console.shell.forms import TypedOf
from gongdan.console.shell.place import DAY
from gongdan.console.shell.signed_in import SignedIn

router: Final = APIRouter()
_ADDRESS: Final = f"{DAY}/{{number}}/{{action}}"


@router.get(_ADDRESS)
async def show(service: ServiceOf, request: Request, number: Number, action: str, caller: SignedIn) -> Response:
    """The step's form by itself, with all its fields."""
    return ask(request, await _asked(service, request, number, action, caller))


@router.post(_ADDRESS)
async def report(
    service: ServiceOf,
    request: Request,
    response: Response,
    number: Number,
    action: str,
    caller: SignedIn,
    typed: TypedOf,
) -> Response:
    async def do(body: Body, key: str | None, _: str | None) -> str:
        seen = await seen_by(service, number, caller, typed.get("version", ""))
        await acting(action)(
            service=service, response=response, number=number, caller=caller, body=body, key=key, expected=seen
        )
        return f"{DAY}/{number}#step-{action}"

    return await take(request, await _asked(service, request, number, action, caller), typed, do)


async def _asked(service: Service, request: Request, number: str, action: str, caller: SignedIn) -> Action:
    """Raises ApiProblem where it is no step of a visit, Forbidden where it is not theirs to report."""
    if action not in STEPS:
        raise ApiProblem("no-route", path=request.url.path)
    events, state = await read_ticket(service, number, caller)
    check(caller.person, action, state)
    return await on_site(service, request, caller, ticket_view(service, caller, events, state), action)
