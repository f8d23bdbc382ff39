"""How much there is to do, for the bar of all pages: asked for after a page is shown, so that none waits for it."""

from typing import Final

from fastapi import APIRouter, Request
from pydantic import BaseModel

from api.service import ServiceOf
from api.tasks.routes import listing
from domain.rights import may
from gongdan.console.pages.board.approving import TASKS_OF_APPROVALS
from gongdan.console.shell.place import APPROVALS, COUNTS, TASKS
from gongdan.console.shell.signed_in import SignedIn

router: Final = APIRouter()


class Count(BaseModel):
    """``late``: the most pressing is."""

    count: int
    late: bool


@router.get(COUNTS)
async def show(service: ServiceOf, request: Request, caller: SignedIn) -> dict[str, Count]:
    """By the address of the page that lists them; nothing of what they may not see."""
    found = dict[str, Count]()
    if may(caller.person, "read-tasks"):
        mine = await listing(service, request, caller, "mine", limit=1)
        found[TASKS] = Count(count=mine.count, late=any(each.late for each in mine.items))
    if may(caller.person, "approve-plan"):
        whose = "all" if may(caller.person, "read-all-tasks") else "mine"
        waiting = [await listing(service, request, caller, whose, task=each, limit=1) for each in TASKS_OF_APPROVALS]
        late = any(task.late for each in waiting for task in each.items)
        found[APPROVALS] = Count(count=sum(each.count for each in waiting), late=late)
    return found
