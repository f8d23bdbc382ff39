"""The first page: what the person who looks must do next, the most pressing first."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.service import ServiceOf
from api.tasks.routes import listing
from domain.rights import may
from gongdan.console.shell.frame import page, places_of
from gongdan.console.shell.place import TASKS
from gongdan.console.shell.signed_in import SignedIn

router: Final = APIRouter()
_MOST: Final = 200


@router.get(TASKS)
async def show(
    service: ServiceOf,
    request: Request,
    caller: SignedIn,
    whose: Annotated[Literal["mine", "all"], Query()] = "mine",
    late: bool = False,
) -> Response:
    if may(caller.person, "read-tasks") is None and (elsewhere := [*places_of(caller).values()]):
        return RedirectResponse(elsewhere[0], 303)
    found = await listing(service, request, caller, whose, late=late, limit=_MOST)
    return page(
        request,
        "tasks",
        found=found,
        whose=whose,
        late=late,
        all_too=may(caller.person, "read-all-tasks") is not None,
    )
