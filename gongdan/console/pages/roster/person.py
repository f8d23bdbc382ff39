"""A member of staff as a page: what they hold, when they are away, all that happened, and what may be done."""

from collections.abc import Iterator
from typing import Final

from fastapi import APIRouter, Request, Response

from api.callers import Caller
from api.records.acting import Id
from api.records.moment import now
from api.service import ServiceOf
from api.staff.roster import RosterRow, show_roster
from api.staff.routes import show_staff, staff_history
from api.staff.views import StaffView
from domain.desk.kinds import Thing
from domain.rights import may
from gongdan.console.pages.ticket import told
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import STAFF
from gongdan.console.shell.signed_in import SignedIn

router: Final = APIRouter()
_AHEAD: Final = 62
"""Days of leave and stand-ins that are told."""
_ACTIONS: Final = {
    "duty": ("set-roster", "take-leave", "cancel-leave", "stand-in", "release-stand-in"),
    "work": ("certify-skill", "withdraw-skill", "record-training", "join-team", "leave-team"),
    "record": ("grant-role", "revoke-role", "assign-office", "rename-staff", "end-employment"),
    "notices": ("set-notice-preferences",),
}


@router.get(f"{STAFF}/{{id}}")
async def show(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: SignedIn,
    id: Id,  # noqa: A002 -- the parameter's name in the URL
) -> Response:
    staff = await show_staff(service, id, caller)
    happened = await staff_history(service, response, id, caller)
    ahead: list[RosterRow] = []
    if may(caller.person, "list-staff"):
        ahead = (await show_roster(service, caller, now(service).date(), _AHEAD)).items
    return page(
        request,
        "person",
        staff=staff,
        ahead=next((row for row in ahead if row.number == id), None),
        offered={group: [*_offered(caller, staff, actions)] for group, actions in _ACTIONS.items()},
        events=[(event, told(event.data)) for event in happened.events],
    )


def _offered(caller: Caller, staff: StaffView, actions: tuple[str, ...]) -> Iterator[str]:
    teams = tuple(staff.teams)
    for action in actions:
        thing = Thing(owners=(staff.number,), teams=teams) if action == "set-notice-preferences" else Thing(teams=teams)
        if may(caller.person, action, None if action == "join-team" else thing):
            yield action
