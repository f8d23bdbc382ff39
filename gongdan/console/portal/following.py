"""Where is my ticket 进度查询: number and code once, by a form; then a session of their own, and what they may do."""

from collections.abc import Mapping
from typing import Annotated, Final

import structlog
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from api.following.routes import Follow, follow
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.matters.complaints import COMPLAINTS
from api.matters.offered import Offered
from api.matters.returns import RETURNS
from api.service import Service, ServiceOf
from api.tickets.looking import show as standing
from api.tickets.looking import show_own_history
from api.tickets.whose import require_in_use
from gongdan.console.portal.address import LEAVE, MY, TICKET
from gongdan.console.portal.entry.visitor import MaybeVisitor, Visitor, let_in, let_out
from gongdan.console.portal.frame import page
from gongdan.console.portal.mine.beside.theirs import of_ticket, status_word
from gongdan.console.portal.mine.deeds import asked_now, open_now
from gongdan.console.portal.mine.papers import papers_of
from gongdan.console.shell.forms import TypedOf

router: Final = APIRouter()
log = structlog.get_logger(__name__)

STAGES: Final[Mapping[str, int]] = {
    "registered": 0,
    "responded": 0,
    "in-progress": 1,
    "waiting": 1,
    "resolved": 2,
    "confirmed": 3,
    "closed": 4,
    "archived": 4,
}
"""How far along its way a ticket of this status is shown; one that was cancelled has left it."""
Told = Annotated[str, Query(max_length=40)]
"""What they did just now."""


@router.get(TICKET)
async def show(
    service: ServiceOf, request: Request, response: Response, visitor: MaybeVisitor, told: Told = ""
) -> Response:
    """Their ticket; without a session, the form."""
    if visitor is None:
        return page(request, "follow", typed={}, wrong=None)
    await require_in_use(service, visitor.caller.id)
    return await _ticket(service, request, response, visitor, told)


@router.post(TICKET)
async def look_up(service: ServiceOf, request: Request, typed: TypedOf) -> Response:
    """Kept until the browser is closed. What is wrong is told beside the form, and what was typed stays."""
    number, code = typed.get("number", ""), typed.get("code", "")
    try:
        said = Follow(number=number, code=code)
        if not said.number or not said.code:
            raise ApiProblem("wrong-code")
        await follow(service, request, said)
    except (ValidationError, ApiProblem) as error:
        problem = error if isinstance(error, ApiProblem) else ApiProblem("wrong-code")
        shown = page(request, "follow", problem.status, typed=typed, wrong=problem.say(language_of(request)))
        return _with_wait(shown, problem, language_of(request) == "zh")
    log.info("customer_let_in", ticket=said.number, way="code")
    answer = RedirectResponse(TICKET, 303)
    await let_in(request, answer, said.number, "code")
    return answer


@router.post(LEAVE)
async def leave(request: Request) -> Response:
    """Nobody who uses this browser afterwards sees the ticket."""
    answer = RedirectResponse(MY, 303)
    await let_out(request, answer)
    return answer


async def _ticket(service: Service, request: Request, response: Response, visitor: Visitor, told: str) -> Response:
    ticket = await standing(service, request, response, visitor.number, visitor.caller)
    happened = await show_own_history(service, request, response, visitor.number, visitor.caller)
    chinese = language_of(request) == "zh"
    return page(
        request,
        "ticket",
        ticket=ticket,
        stage=STAGES.get(ticket.status),
        steps=happened.steps,
        asks=asked_now(ticket),
        may=open_now(ticket),
        returns=await _beside(service, visitor, RETURNS, chinese=chinese),
        complaints=await _beside(service, visitor, COMPLAINTS, chinese=chinese),
        papers=papers_of(service, ticket),
        told=told,
        code=service.code_of(visitor.number) if told == "reported" and visitor.way == "report" else None,
    )


async def _beside(service: Service, visitor: Visitor, offered: Offered, *, chinese: bool) -> list[tuple[str, str]]:
    """Each with how it stands, in words."""
    found = await of_ticket(service, visitor, offered)
    return [(each.number, status_word(offered, each.status, chinese=chinese)) for each in found]


def _with_wait(shown: Response, problem: ApiProblem, chinese: bool) -> Response:
    """After how long to try again, as the API says it."""
    if wait := problem.response("zh" if chinese else "en").headers.get("Retry-After"):
        shown.headers["Retry-After"] = wait
    return shown
