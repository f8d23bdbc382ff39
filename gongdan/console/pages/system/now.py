"""How everything runs, as a page: read models, reactions, leases, connections, and what is wrong if anything is."""

from collections.abc import Awaitable
from typing import Final, TypeVar

from fastapi import APIRouter, Request, Response

from api.health import projections, ready
from api.inbox.routes import list_notices
from api.operation.dead_letters import list_dead_letters
from api.operation.standing import show as standing
from api.service import ServiceOf
from domain.refusals import Refusal
from domain.rights import check
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import SYSTEM
from gongdan.console.shell.signed_in import SignedIn
from projections.errors import ReadingError

router: Final = APIRouter()
_BEHIND: Final = 5.0
"""Seconds from which on a read model is called behind: events on their way are no trouble."""
Found = TypeVar("Found")


@router.get(SYSTEM)
async def show(service: ServiceOf, request: Request, response: Response, caller: SignedIn) -> Response:
    """A part that does not answer is left out; why it does not is said as ``/readyz`` says it."""
    check(caller.person, "operate")
    health = await ready(service, request, Response())
    models = await _if_told(projections(service, caller)) or []
    left_out = await _if_told(list_dead_letters(service, caller))
    failed = await _if_told(list_notices(service, request, response, caller, status="failed", limit=1))
    return page(
        request,
        "system",
        health=health,
        models=sorted(models, key=lambda each: (each.state == "in-use" and not each.parked, -each.lag_events)),
        current=sum(each.state == "in-use" and each.lag_seconds <= _BEHIND for each in models),
        behind=_BEHIND,
        left_out=None if left_out is None else sum(each.dismissed is None for each in left_out),
        failed=failed.count if failed else None,
        standing=await standing(service, caller),
    )


async def _if_told(asking: Awaitable[Found]) -> Found | None:
    """None where the part that was asked does not answer just now."""
    try:
        return await asking
    except (Refusal, ReadingError):
        return None
