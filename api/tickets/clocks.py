"""Clocks over HTTP: how those of a ticket stand at a moment, and how they would under another pack."""

from datetime import UTC, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Response

from api.callers import CallerOf
from api.manners.moments import Time
from api.service import ServiceOf
from api.tables.asked import known_parameters
from api.tables.whose import right_to
from api.tickets.looking import read_ticket
from api.tickets.sending.handling import Number
from api.tickets.standing.clocks import ClocksView, Judging
from api.tickets.standing.paging import Asked, asked
from api.tickets.theirs.clocks import of_customer
from api.tickets.theirs.events import is_the_customer
from api.tickets.views import version_tag
from domain.clocks.fact import facts_of
from domain.policy.in_force import Policies
from domain.policy.pack import Pack
from domain.rights import check
from domain.ticket.theirs.seeing import seen_by_customer

router: Final = APIRouter(prefix="/tickets", tags=["tickets"], dependencies=[Depends(known_parameters)])

At = Annotated[
    Time | None,
    Query(
        description="As they stand at this moment; now where it is not given. A past one is for who may read the audit."
    ),
]
PACK: Final = r"^[a-z0-9]+(-[a-z0-9]+)*(@[1-9][0-9]{0,6})?$"
Under = Annotated[
    str | None,
    Query(
        pattern=PACK,
        max_length=60,
        description="Also under this pack, `NAME` (the newest version) or `NAME@VERSION`.",
    ),
]
Part = Annotated[Asked, Depends(asked)]


@router.get("/{number}/clocks", summary="The clocks of a ticket, each explained from its events")
async def show_clocks(
    service: ServiceOf,
    response: Response,
    number: Number,
    caller: CallerOf,
    part: Part,
    at: At = None,
    policy: Under = None,
) -> ClocksView:
    """For whoever may read the ticket. `policy` judges it under another pack beside its own, and changes nothing:
    for those who may do so (what-if), as of a past moment for those who may read the audit besides.
    """
    events, ticket = await read_ticket(service, number, caller)
    now = datetime.now(UTC)
    past = at if at and at < now else None
    check(caller.person, right_to(caller.person, past), ticket)
    if policy is not None:
        check(caller.person, "judge", ticket)
    policies = service.desk.policies
    own, other = policies.of(events[0].envelope.policy), named(policies, policy) if policy else None
    response.headers["ETag"] = version_tag(events[-1].envelope.version)
    calendars = service.rules.calendars(service.zone)
    if is_the_customer(caller, ticket):
        theirs = of_customer(seen_by_customer(events))
        return Judging(facts_of(events), own, calendars, at or now, theirs).view(number, None, part)
    return Judging(facts_of(events), own, calendars, at or now).view(number, other, part)


def named(policies: Policies, policy: str) -> Pack:
    """``NAME`` or ``NAME@VERSION``. Raises NotAllowed where there is none."""
    return policies.of(policy) if "@" in policy else policies.newest(policy)
