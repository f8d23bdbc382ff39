"""Dispatching from a ranking: who suits the work, each with reasons and a button of their own."""

from dataclasses import replace
from typing import Final

from fastapi import APIRouter, Request, Response

from api.service import Service, ServiceOf
from api.staff.candidates import list_candidates
from api.tickets.actions import Body
from api.tickets.routes import acting
from api.tickets.sending.handling import Number
from gongdan.console.pages.acting import action_on
from gongdan.console.shell.asking import Action, ask, take
from gongdan.console.shell.forms import TypedOf
from gongdan.console.shell.place import DISPATCH, TICKETS
from gongdan.console.shell.signed_in import SignedIn

router: Final = APIRouter()
_ADDRESS: Final = f"{DISPATCH}/{{number}}"


@router.get(_ADDRESS)
async def show(service: ServiceOf, request: Request, response: Response, number: Number, caller: SignedIn) -> Response:
    return ask(request, await _dispatch(service, request, response, number, caller))


@router.post(_ADDRESS)
async def dispatch(
    service: ServiceOf, request: Request, response: Response, number: Number, caller: SignedIn, typed: TypedOf
) -> Response:
    async def do(body: Body, key: str | None, expected: str | None) -> str:
        done = await acting("dispatch")(
            service=service, response=response, number=number, caller=caller, body=body, key=key, expected=expected
        )
        return f"{TICKETS}/{number}#v{done.version}"

    return await take(request, await _dispatch(service, request, response, number, caller), typed, do)


async def _dispatch(service: Service, request: Request, response: Response, number: str, caller: SignedIn) -> Action:
    """Raises Forbidden where it is not theirs to do."""
    asked = await action_on(service, request, number, "dispatch", caller)
    found = await list_candidates(service, request, response, number, caller)
    return replace(asked, here=f"{DISPATCH}/{number}", template="dispatch", shown={"found": found})
