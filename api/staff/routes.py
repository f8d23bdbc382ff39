"""Staff over HTTP: enter one, act on one, look at one or at all; and whom to dispatch to a ticket."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Query, Response

from api.callers import CallerOf
from api.manners.problems import ApiProblem
from api.records.acting import Id, add_actions, add_route
from api.records.moment import now
from api.service import ServiceOf
from api.staff.actions import JOINING, STAFF, JoiningBody, key_of
from api.staff.views import StaffView, staff_view
from api.tables.asked import known_parameters
from api.tables.reading import After, Prefer, caught_up, fetch
from api.tickets.actions import command_from
from api.tickets.sending.handling import Key, Sent, acted, answered
from api.tickets.sending.signatures import taking
from api.tickets.views import Answered, HistoryView, version_tag
from domain.desk.kinds import Thing
from domain.rights import check
from domain.staff.commands import JoinStaff
from domain.staff.vocabulary import Role
from projections.staff import asking

router: Final = APIRouter(prefix="/staff", tags=["staff"])

Only = Annotated[
    Literal["employed", "on-duty", "on-leave"] | None,
    Query(description="Only those who work here today, are on duty now, or are on leave today."),
]
InRole = Annotated[Role | None, Query(description="Only those who hold this role today.")]


async def join(
    *, service: ServiceOf, response: Response, caller: CallerOf, body: JoiningBody, key: Key = None
) -> Answered:
    sent = Sent(caller, key, body.occurred, body.late)
    command = command_from(JoinStaff, body)
    answer = await acted(service, key_of(body.number), f"staff/{body.number}", command, sent, None)
    response.headers["Location"] = f"/staff/{body.number}"
    return answered(service, response, answer)


add_route(router, "", JoinStaff, taking(join, JOINING), 201)
add_actions(router, STAFF)


@router.get("", summary="All staff as of today", dependencies=[Depends(known_parameters)])
async def list_staff(
    service: ServiceOf,
    caller: CallerOf,
    role: InRole = None,
    only: Only = None,
    after: After = None,
    prefer: Prefer = None,
) -> list[StaffView]:
    """By staff number, with masked names; also those who left, unless asked otherwise."""
    check(caller.person, "list-staff")
    await caught_up(service, "staff", after, prefer)
    at = now(service)
    found = [staff_view(staff, at) for staff in await fetch(service.read, asking.everybody)]
    kept = {
        None: lambda view: True,
        "employed": lambda view: view.employed,
        "on-duty": lambda view: view.duty == "on",
        "on-leave": lambda view: view.on_leave,
    }[only]
    return [view for view in found if kept(view) and (role is None or role in view.roles)]


@router.get("/{id}", summary="A member of staff as of today")
async def show_staff(
    service: ServiceOf,
    id: Id,  # noqa: A002 -- the parameter's name in the URL
    caller: CallerOf,
    after: After = None,
    prefer: Prefer = None,
) -> StaffView:
    """With masked name: roles, teams, skills, duty, leave, and for whom they stand in."""
    key = key_of(id)
    check(caller.person, "read-staff", Thing(owners=(id,)))
    await caught_up(service, "staff", after, prefer)
    staff = await fetch(service.read, lambda connection: asking.find(connection, id))
    if staff is None:
        raise ApiProblem("staff-not-found", number=key.removeprefix("staff-"))
    return staff_view(staff, now(service))


@router.get("/{id}/history", summary="All events of a staff record", response_model_exclude_none=True)
async def staff_history(
    service: ServiceOf,
    response: Response,
    id: Id,  # noqa: A002 -- the parameter's name in the URL
    caller: CallerOf,
) -> HistoryView:
    """Personal values are masked; what was said in free text is readable."""
    check(caller.person, "read-staff", Thing(owners=(id,)))
    events = await service.desk.events_of(key_of(id))
    if not events:
        raise ApiProblem("staff-not-found", number=id)
    response.headers["ETag"] = version_tag(events[-1].envelope.version)
    return service.shown.history(id, events)
