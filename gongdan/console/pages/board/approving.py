"""What waits for an approval: plans, compensations and refunds in one list, each with a button, as a phone shows it."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from uuid_utils.compat import uuid7

from api.matters.catalogue import OFFERED
from api.matters.routes import history_at, showing
from api.service import Service, ServiceOf
from api.tables.asked import TicketNumber
from api.tasks.routes import listing
from api.tickets.looking import history, read_ticket, ticket_view
from api.tickets.views import EventView, HistoryView
from domain.refusals import Refusal
from domain.rights import check, may
from gongdan.console.pages.ticket import told
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import APPROVALS, MATTERS, TICKETS
from gongdan.console.shell.signed_in import SignedIn

router: Final = APIRouter()
_MOST: Final = 30
"""Of each kind at a time: each is read from its own history."""
_RETURNS: Final = next(offered for offered in OFFERED if offered.path == "returns")
_ASKED_BY: Final = {
    "approve-plan": ("plan-proposed", "plan", "reject-plan"),
    "approve-compensation": ("compensation-proposed", "compensation", "reject-compensation"),
    "approve-refund": ("refund-approval-asked", "amount", "reject-refund"),
}
"""By the task, which is the action's own name: the event that asks, the field to be repeated, and the other answer."""
TASKS_OF_APPROVALS: Final = (*_ASKED_BY,)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to say yes or no to; ``own``: they asked for it themselves, so another has to."""

    action: str
    otherwise: str
    number: str
    place: str
    asked: EventView
    about: str
    said: list[tuple[str, Any]]
    repeated: tuple[str, str]
    version: int
    own: bool
    key: str


@router.get(APPROVALS)
async def show(
    service: ServiceOf, request: Request, response: Response, caller: SignedIn, done: TicketNumber = None
) -> Response:
    check(caller.person, "approve-plan")
    whose = "all" if may(caller.person, "read-all-tasks") else "mine"
    waiting, more = list[Waiting](), False
    for action in _ASKED_BY:
        tasks = await listing(service, request, caller, whose, task=action, limit=_MOST)
        more = more or tasks.count > _MOST
        for task in tasks.items:
            with suppress(Refusal):  # it is of another team, or no more
                waiting += await _waiting(service, response, caller, action, task.number, task.ref)
    return page(request, "approvals", waiting=waiting, more=more, done=done)


async def _waiting(
    service: Service, response: Response, caller: SignedIn, action: str, number: str, ref: str | None
) -> list[Waiting]:
    """None where it is not theirs to say, or was said meanwhile."""
    stored, field, otherwise = _ASKED_BY[action]
    if action == "approve-refund":
        shown, about = await showing(_RETURNS)(service, response, number, caller), ""
        theirs = action in shown.possible
        happened: HistoryView = await history_at(_RETURNS)(service, response, number, caller)
        place = f"{MATTERS}/{_RETURNS.path}/{number}"
    else:
        events, ticket = await read_ticket(service, number, caller)
        theirs = may(caller.person, action, ticket) is not None
        about = str(ticket_view(service, caller, events, ticket).intake.get("summary", ""))
        happened = await history(service, response, number, caller)
        place = f"{TICKETS}/{number}"
    asked = [each for each in happened.events if each.type == stored and ref in (None, str(each.data.get(field)))]
    if not theirs or not asked:
        return []
    last = asked[-1]
    return [
        Waiting(
            action=action,
            otherwise=otherwise,
            number=number,
            place=place,
            asked=last,
            about=about,
            said=[(name, value) for name, value in told(last.data) if name not in ("plan", "compensation")],
            repeated=(field, str(last.data[field])),
            version=happened.version,
            own=last.actor.id == caller.id,
            key=str(uuid7()),
        )
    ]
