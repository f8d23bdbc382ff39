"""The clocks of a complaint over HTTP; they stand still while its ticket waits."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from fastapi import APIRouter, Depends, Response

from api.callers import Caller, CallerOf
from api.matters.catalogue import OFFERED
from api.matters.offered import Offered
from api.matters.routes import Number
from api.service import Service, ServiceOf
from api.tables.asked import known_parameters
from api.tickets.clocks import At, Part, Under, named
from api.tickets.standing.clocks import ClocksView, Judging
from api.tickets.views import version_tag
from domain.clocks.complaints import with_waits_of
from domain.clocks.fact import facts_of
from domain.matters.matter import Matter
from domain.record.envelope import Recorded
from domain.refusals import MatterNotFound
from domain.rights import check
from domain.ticket.numbering import ticket_key

router: Final = APIRouter(prefix="/complaints", tags=["complaints"], dependencies=[Depends(known_parameters)])

_COMPLAINTS: Final[Offered] = next(each for each in OFFERED if each.kind.name == "complaint")


@router.get("/{number}/clocks", summary="The clocks of a complaint, each explained from its events")
async def show_complaint_clocks(
    service: ServiceOf,
    response: Response,
    number: Number,
    caller: CallerOf,
    part: Part,
    at: At = None,
    policy: Under = None,
) -> ClocksView:
    """For whoever may read the complaint. `policy` judges it under another pack beside its own, and changes nothing:
    for those who may do so (what-if).
    """
    events, complaint = await _read(service, number, caller)
    if policy is not None:
        check(caller.person, "judge", complaint)
    ticket = await service.desk.events_of(ticket_key(complaint.ticket)) if complaint.ticket else ()
    policies = service.desk.policies
    own, other = policies.of(events[0].envelope.policy), named(policies, policy) if policy else None
    response.headers["ETag"] = version_tag(events[-1].envelope.version)
    facts, calendars = with_waits_of(facts_of(events), facts_of(ticket)), service.rules.calendars(service.zone)
    return Judging(facts, own, calendars, at or datetime.now(UTC)).view(number, other, part)


async def _read(service: Service, number: str, caller: Caller) -> tuple[Sequence[Recorded], Matter]:
    """Raises MatterNotFound, and Forbidden where the caller may not read it."""
    events = await service.desk.events_of(_COMPLAINTS.key(number))
    complaint: Matter | None = None
    for recorded in events:
        complaint = _COMPLAINTS.kind.evolve(complaint, recorded)
    if complaint is None:
        raise MatterNotFound(number)
    check(caller.person, _COMPLAINTS.reading, complaint)
    return events, complaint
