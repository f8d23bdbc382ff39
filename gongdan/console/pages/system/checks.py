"""What ``gongdan check`` tells, as a page: one answer a question, what is not safe first, each with what to do."""

from typing import Final

from fastapi import APIRouter, Request, Response

from api.operation.standing import show_checks
from api.service import ServiceOf
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import CHECKS
from gongdan.console.shell.signed_in import SignedIn

router: Final = APIRouter()


@router.get(CHECKS)
async def show(service: ServiceOf, request: Request, caller: SignedIn) -> Response:
    found = await show_checks(service, request, caller)
    wrong = [each for each in found if not each.safe]
    return page(request, "checks", wrong=wrong, well=[each for each in found if each.safe])
