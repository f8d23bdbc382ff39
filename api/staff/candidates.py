"""Whom to dispatch to a ticket: the rules' ranking of who is on record, given what everybody has to do already."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection, select

from api.callers import CallerOf
from api.manners.language import language_of
from api.records.moment import now
from api.service import ServiceOf
from api.staff.views import CandidatesView, candidate_view, passed_over_view
from api.tables.reading import After, Prefer, caught_up, fetch
from api.tickets.looking import read_ticket
from api.tickets.sending.handling import Number
from api.tickets.views import version_tag
from domain.policy.in_force import Policies
from domain.refusals import NotAllowed
from domain.staff.choosing.ranking import Work, passed_over, ranked
from domain.ticket.vocabulary import ENDED, Stage
from projections.register import REGISTER
from projections.staff import asking

router: Final = APIRouter(tags=["tickets"])

_AT_WORK: Final = tuple(stage.value for stage in Stage if stage not in {*ENDED, Stage.RESOLVED, Stage.CONFIRMED})
"""Stages at which a ticket is somebody's work."""


@router.get("/tickets/{number}/candidates", summary="Engineers for a ticket, ranked with reasons")
async def list_candidates(
    service: ServiceOf,
    request: Request,
    response: Response,
    number: Number,
    caller: CallerOf,
    after: After = None,
    prefer: Prefer = None,
) -> CandidatesView:
    """For whoever may dispatch the ticket. Reasons are in the language of Accept-Language; a person decides."""
    events, ticket = await read_ticket(service, number, caller, "dispatch")
    for name in ("staff", "register"):
        await caught_up(service, name, after, prefer)
    response.headers["ETag"] = version_tag(events[-1].envelope.version)
    policies = service.desk.policies
    staff, (load, counts) = await fetch(
        service.read, lambda connection: (asking.everybody(connection), _load(connection, policies))
    )
    product = ticket.product
    work = Work(now(service), product.name if product else None, product.model if product else None, load)
    chinese = language_of(request) == "zh"
    return CandidatesView(
        number=number,
        product=work.product,
        model=work.model,
        engineer=ticket.engineer,
        candidates=[
            candidate_view(each, load[each.staff.number], counts[each.staff.number], chinese=chinese)
            for each in ranked(staff, work)
        ],
        not_offered=[passed_over_view(each, chinese=chinese) for each in passed_over(staff, work)],
    )


def _load(connection: Connection, policies: Policies) -> tuple[Counter[str], Counter[str]]:
    """What the open tickets of every engineer weigh, and how many they are."""
    columns = (REGISTER.c.engineer, REGISTER.c.severity, REGISTER.c.policy)
    query = select(*columns).where(REGISTER.c.engineer.is_not(None), REGISTER.c.stage.in_(_AT_WORK))
    load, counts, weights = Counter[str](), Counter[str](), dict[str | None, Mapping[str, int]]()
    for engineer, severity, policy in connection.execute(query):
        weights.setdefault(policy, _weights(policies, policy))
        load[engineer] += weights[policy].get(severity, 1)
        counts[engineer] += 1
    return load, counts


def _weights(policies: Policies, policy: str | None) -> Mapping[str, int]:
    """A ticket weighs 1 where it is of its pack's least urgent severity or of none, and 1 more for each above it."""
    try:
        severities = sorted(policies.of(policy).severities, key=lambda severity: -severity.rank)
    except NotAllowed:  # a pack that this process does not know
        return {}
    return {severity.code: weight for weight, severity in enumerate(severities, 1)}
