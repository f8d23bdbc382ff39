"""What read models left out and reactions gave up, as pages: listed, shown, tried again, or dismissed with a reason."""

from typing import Annotated, Final
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.callers import Caller
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.operation.dead_letters import (
    DeadLetter,
    dismiss_dead_letter,
    list_dead_letters,
    replay_dead_letters,
    show_dead_letter,
)
from api.operation.dismissals import Dismissing
from api.service import Service, ServiceOf
from domain.rights import check
from gongdan.console.shell.blanks import no_blanks
from gongdan.console.shell.fields import Wrong, filled
from gongdan.console.shell.forms import TypedOf
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import LEFT_OUT
from gongdan.console.shell.signed_in import SignedIn
from projections.registry import PROJECTIONS

router: Final = APIRouter()
_REPLAY: Final = f"{LEFT_OUT}/replay"
_ONE: Final = f"{LEFT_OUT}/{{projection}}/{{ticket}}"
_NO_EVENT: Final = "unknown"
"""The type of what is no event of ours."""
Count = Annotated[int | None, Query(ge=0)]


@router.get(LEFT_OUT, dependencies=[Depends(no_blanks)])
async def show(
    service: ServiceOf,
    request: Request,
    caller: SignedIn,
    projection: Annotated[str | None, Query(max_length=100)] = None,
    mended: Count = None,
    failed: Count = None,
) -> Response:
    """``mended`` and ``failed`` are what came of a replay just now."""
    found = await list_dead_letters(service, caller, projection)
    return page(
        request,
        "left_out",
        found=[(each, may_dismiss(each)) for each in found],
        open=sum(each.dismissed is None for each in found),
        projection=projection,
        readers=[each.name for each in PROJECTIONS] + sorted(service.reactions.names),
        mended=mended,
        failed=failed,
    )


@router.post(_REPLAY)
async def replay(service: ServiceOf, caller: SignedIn, typed: TypedOf) -> Response:
    """One, those of a read model or reaction, or all: once more does no harm."""
    projection, ticket = typed.get("projection") or None, typed.get("ticket") or None
    done = await replay_dead_letters(service, caller, projection, ticket)
    came = urlencode({"mended": done.mended, "failed": len(done.parked)})
    return RedirectResponse(f"{LEFT_OUT}?{came}", 303)


@router.get(_ONE)
async def show_one(service: ServiceOf, request: Request, caller: SignedIn, projection: str, ticket: str) -> Response:
    """The ids to give to whoever mends it; nothing of what the ticket says."""
    return await _one(service, request, caller, projection, ticket)


@router.post(f"{_ONE}/dismissal")
async def dismiss(
    service: ServiceOf, request: Request, caller: SignedIn, projection: str, ticket: str, typed: TypedOf
) -> Response:
    """Sent twice it is recorded once."""
    check(caller.person, "operate")
    try:
        body = filled(Dismissing, typed, service.zone, language_of(request))
        found = await show_dead_letter(service, caller, projection, ticket)
        await dismiss_dead_letter(service, caller, found.position, body)
    except Wrong as wrong:
        return await _one(service, request, caller, projection, ticket, wrong.errors.get("reason"), 422)
    except ApiProblem as problem:
        return await _one(
            service, request, caller, projection, ticket, problem.say(language_of(request)), problem.status
        )
    return RedirectResponse(f"{LEFT_OUT}/{quote(projection, '')}/{quote(ticket, '')}", 303)


async def _one(
    service: Service,
    request: Request,
    caller: Caller,
    projection: str,
    ticket: str,
    error: str | None = None,
    status: int = 200,
) -> Response:
    found = await show_dead_letter(service, caller, projection, ticket)
    here = f"{LEFT_OUT}/{quote(projection, '')}/{quote(ticket, '')}"
    return page(request, "dead_letter", status, found=found, here=here, may_dismiss=may_dismiss(found), error=error)


def may_dismiss(letter: DeadLetter) -> bool:
    """Whether it is a message that is no event, of which nobody has said yet why it may stay."""
    return letter.dismissed is None and letter.type == _NO_EVENT and letter.ticket.startswith("message-")
