"""Where is my ticket 进度查询: number and code once, by a form; then from a cookie that no script reads."""

from collections.abc import Mapping
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from api.following.routes import Follow, follow
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.service import ServiceOf
from domain.ticket.follow_code import as_written
from gongdan.console.portal.address import LEAVE, MY, TICKET
from gongdan.console.portal.frame import page
from gongdan.console.shell.forms import TypedOf

router: Final = APIRouter()

COOKIE: Final = "gongdan_follow"
_BETWEEN: Final = "|"
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


@router.get(TICKET)
async def show(service: ServiceOf, request: Request) -> Response:
    """The ticket of the cookie; without one, the form. A code that no longer fits is forgotten."""
    kept = followed_by(request)
    if kept is None:
        return page(request, "follow", typed={}, wrong=None)
    try:
        found = await follow(service, request, kept)
    except ApiProblem as problem:
        if problem.status != 404:
            raise
        return _forgotten(page(request, "follow", typed={"number": kept.number}, wrong=None))
    return page(request, "ticket", ticket=found, stage=STAGES.get(found.status))


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
    answer = RedirectResponse(TICKET, 303)
    kept = f"{said.number}{_BETWEEN}{as_written(said.code)}"
    answer.set_cookie(COOKIE, kept, path=MY, httponly=True, samesite="lax", secure=request.url.scheme == "https")
    return answer


@router.post(LEAVE)
async def leave() -> Response:
    """Nobody who uses this browser afterwards sees the ticket."""
    return _forgotten(RedirectResponse(MY, 303))


def followed_by(request: Request) -> Follow | None:
    """What the cookie says; None where it says nothing that could be a number and a code."""
    number, _, code = request.cookies.get(COOKIE, "").partition(_BETWEEN)
    try:
        return Follow(number=number, code=code) if number and code else None
    except ValidationError:
        return None


def _forgotten(answer: Response) -> Response:
    answer.delete_cookie(COOKIE, path=MY)
    return answer


def _with_wait(shown: Response, problem: ApiProblem, chinese: bool) -> Response:
    """After how long to try again, as the API says it."""
    if wait := problem.response("zh" if chinese else "en").headers.get("Retry-After"):
        shown.headers["Retry-After"] = wait
    return shown
