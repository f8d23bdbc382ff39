"""Letters that wait for a person, as pages: listed, read as plain text, let in or dropped."""

from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from api.callers import Caller
from api.mail.port import State
from api.mail.routes import LetterId, acting_room_of, drop_letter, list_letters, read_letter, release_letter
from api.mail.views import Drop, Release
from api.manners.language import language_of
from api.manners.problems import ApiProblem, status_of
from api.service import Service, ServiceOf
from domain.refusals import Refusal
from domain.rights import may
from gongdan.console.shell.blanks import no_blanks
from gongdan.console.shell.forms import TypedOf
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import LETTERS, TICKETS
from gongdan.console.shell.signed_in import SignedIn

router: Final = APIRouter()
_A_PAGE: Final = 50
_ONE: Final = f"{LETTERS}/{{letter}}"


@router.get(LETTERS, dependencies=[Depends(no_blanks)])
async def show(
    service: ServiceOf,
    request: Request,
    caller: SignedIn,
    state: State = "waiting",
    cursor: Annotated[str | None, Query(alias="page", max_length=300)] = None,
) -> Response:
    """The newest first."""
    found = await list_letters(service, request, caller, state, limit=_A_PAGE, page=cursor)
    following = f"{LETTERS}?{urlencode({'state': state, 'page': found.next})}" if found.next else None
    return page(request, "letters", found=found, state=state, first=cursor is None, following=following)


@router.get(_ONE)
async def show_one(service: ServiceOf, request: Request, caller: SignedIn, letter: LetterId) -> Response:
    """What it says, and nothing of it run or loaded."""
    return await _one(service, request, caller, letter)


@router.post(f"{_ONE}/release")
async def release(service: ServiceOf, request: Request, caller: SignedIn, letter: LetterId, typed: TypedOf) -> Response:
    """To the ticket that it is on from now on."""
    acting_room_of(service, caller)
    try:
        done = await release_letter(service, caller, letter, Release(ticket=typed.get("ticket") or None))
    except (Refusal, ApiProblem, ValidationError) as wrong:
        return await _one(service, request, caller, letter, wrong)
    return RedirectResponse(f"{TICKETS}/{done.ticket}", 303)


@router.post(f"{_ONE}/drop")
async def drop(service: ServiceOf, request: Request, caller: SignedIn, letter: LetterId, typed: TypedOf) -> Response:
    """Back to those that wait still."""
    acting_room_of(service, caller)
    try:
        await drop_letter(service, caller, letter, Drop(reason=typed.get("reason", "")))
    except (Refusal, ApiProblem, ValidationError) as wrong:
        return await _one(service, request, caller, letter, wrong)
    return RedirectResponse(LETTERS, 303)


async def _one(
    service: Service,
    request: Request,
    caller: Caller,
    letter: str,
    wrong: Refusal | ApiProblem | ValidationError | None = None,
) -> Response:
    found = await read_letter(service, request, Response(), caller, letter)
    refused, status = _said(request, wrong)
    acts = may(caller.person, "open") is not None
    return page(request, "letter", status, found=found, refused=refused, acts=acts)


def _said(request: Request, wrong: Refusal | ApiProblem | ValidationError | None) -> tuple[str | None, int]:
    """What a person reads of it, and the status."""
    language = language_of(request)
    match wrong:
        case None:
            return None, 200
        case ApiProblem():
            return wrong.say(language), wrong.status
        case Refusal():
            return wrong.say(language), status_of(wrong)
        case _:
            said = "工单号或原因不能这样写。", "The number or the reason can't be written so."
            return said[0 if language == "zh" else 1], 422
