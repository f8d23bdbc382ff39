"""A link that was sent to a customer: looking at it changes nothing, a button exchanges it for a session, once."""

import asyncio
from typing import Annotated, Final

import structlog
from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse

from api.service import ServiceOf
from gongdan.console.portal.address import ENTER, TICKET
from gongdan.console.portal.entry.visitor import reception_of, remember
from gongdan.console.portal.frame import page
from gongdan.console.shell.forms import TypedOf

router: Final = APIRouter()
log = structlog.get_logger(__name__)

_GONE: Final = 410
_TOO_MANY: Final = 429


@router.get(f"{ENTER}/{{secret}}")
async def show(request: Request, secret: Annotated[str, Path(max_length=100)]) -> Response:
    """Programs that look at a letter's links before its reader does use nothing up."""
    return page(request, "enter", secret=secret)


@router.post(ENTER)
async def enter(service: ServiceOf, request: Request, typed: TypedOf) -> Response:
    """Used, too old, made up: all are told alike, with the way in by number and code."""
    if not service.following.take():
        return page(request, "link_over", _TOO_MANY)
    found = await asyncio.to_thread(reception_of(request).admissions.enter, typed.get("secret", ""))
    if found is None:
        return page(request, "link_over", _GONE)
    secret, ticket = found
    log.info("customer_let_in", ticket=ticket, way="link")
    answer = RedirectResponse(TICKET, 303)
    remember(request, answer, secret)
    return answer
