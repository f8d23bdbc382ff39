"""The living page of the design: every colour, size and component as the pages use them, in all their states."""

from typing import Final

from fastapi import APIRouter, Request, Response

from gongdan.console.shell.frame import page
from gongdan.console.shell.place import DESIGN
from gongdan.console.shell.signed_in import SignedIn

router: Final = APIRouter()


@router.get(DESIGN)
async def show(request: Request, caller: SignedIn) -> Response:
    return page(request, "design")
