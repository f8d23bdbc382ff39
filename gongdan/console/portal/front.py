"""The customers' first page: find help, follow a ticket, report a fault; and the language of their pages."""

from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from gongdan.console.portal.address import LANGUAGE, MY, own_page
from gongdan.console.portal.entry.visitor import MaybeVisitor, is_secure
from gongdan.console.portal.frame import page
from gongdan.console.shell.forms import TypedOf
from gongdan.console.shell.language import choose

router: Final = APIRouter()


@router.get(MY)
async def show(request: Request, visitor: MaybeVisitor) -> Response:
    return page(request, "front", following=visitor.number if visitor else None)


@router.get(f"{MY}/")
async def begin() -> Response:
    return RedirectResponse(MY, 303)


@router.post(LANGUAGE)
async def speak(request: Request, typed: TypedOf) -> Response:
    """Back to the page they were on, in this language."""
    answer = RedirectResponse(own_page(typed.get("then", MY)), 303)
    choose(answer, "en" if typed.get("language") == "en" else "zh", secure=is_secure(request))
    return answer
