"""Which rule of routing fits a ticket now, and why: a look only, which routes nothing."""

from typing import Annotated, Final

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from api.callers import CallerOf
from api.manners.language import language_of
from api.service import ServiceOf
from api.tickets.looking import read_ticket
from api.tickets.sending.handling import Number
from api.tickets.views import version_tag
from domain.rights import check
from domain.routing.rules import NO_RULES
from domain.ticket.decide.taking_in.routing import fitting, is_by_hand

router: Final = APIRouter(tags=["tickets"])


class RouteView(BaseModel):
    """The first rule that fits the ticket as it stands; ``rule`` is null where none does."""

    number: str
    rules: Annotated[str | None, Field(description="The rules in force, `desk@1`; null where there are none.")]
    rule: str | None
    team: str | None
    staff: str | None
    conditions: Annotated[list[str], Field(description="In the language of Accept-Language: all of them hold.")]
    by_hand: Annotated[bool, Field(description="A person routed it, so that rules leave it alone.")]


@router.get("/tickets/{number}/route", summary="Which rule of routing fits a ticket now, and why")
async def show_route(
    service: ServiceOf, request: Request, response: Response, number: Number, caller: CallerOf
) -> RouteView:
    """For staff who may read the ticket. Rules are asked at its opening and its grading; this changes nothing."""
    events, ticket = await read_ticket(service, number, caller)
    check(caller.person, "read-rules")
    response.headers["ETag"] = version_tag(events[-1].envelope.version)
    routing = service.rules.policies.routing
    rule = fitting(ticket, routing)
    return RouteView(
        number=number,
        rules=None if routing is NO_RULES else routing.ref,
        rule=rule.name if rule else None,
        team=rule.team if rule else None,
        staff=rule.staff if rule else None,
        conditions=[*service.rules.conditions(rule, language_of(request))] if rule else [],
        by_hand=is_by_hand(ticket),
    )
