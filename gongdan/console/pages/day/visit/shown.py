"""A visit as a page for one thumb: where and whom, what is known, what to bring, and the steps in their order."""

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter, Request, Response
from uuid_utils.compat import uuid7

from api.callers import Caller
from api.service import Service, ServiceOf
from api.tickets.looking import read_ticket, ticket_view
from api.tickets.sending.handling import Number
from api.tickets.unmasked import PersonalValue
from domain.rights import check, may
from domain.ticket.vocabulary import Stage
from gongdan.console.pages.day.visit.steps import SIGN, site_steps
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import DAY
from gongdan.console.shell.severities import severity
from gongdan.console.shell.signed_in import SignedIn
from gongdan.console.tickets.story import told

router: Final = APIRouter()
_PERSONAL: Final = ("contact.name", "contact.phone", "place", "address", "product.serial")
"""What is shown in the clear to who said why, in this order."""


@router.get(f"{DAY}/{{number}}")
async def show(service: ServiceOf, request: Request, number: Number, caller: SignedIn) -> Response:
    return await visit_page(service, request, number, caller)


async def visit_page(
    service: Service,
    request: Request,
    number: str,
    caller: Caller,
    *,
    status: int = 200,
    wrong: Mapping[str, str] | None = None,
    personal: Sequence[PersonalValue] | None = None,
) -> Response:
    """For whoever has the work; ``wrong`` says by step what could not be taken. Raises Forbidden."""
    events, state = await read_ticket(service, number, caller)
    check(caller.person, "log-work", state)
    ticket = ticket_view(service, caller, events, state)
    return page(
        request,
        "on_site",
        status,
        ticket=ticket,
        over=not state.is_worked_on and state.stage is not Stage.RESOLVED,
        graded=severity(service, ticket.policy, ticket.severity),
        steps=await site_steps(service, request, caller, ticket, state, events),
        sign=SIGN,
        keys={name: str(uuid7()) for name in ("photos", SIGN, "unmask")},
        facts_of=dict(told(ticket.intake)),
        can_unmask=may(caller.person, "unmask", state) is not None,
        can_attach=may(caller.person, "attach", state) is not None,
        personal=_latest(personal),
        wrong=wrong or {},
    )


def _latest(values: Sequence[PersonalValue] | None) -> dict[str, str] | None:
    """By field, the last that was said of each; None while they are masked."""
    if values is None:
        return None
    said = {each.field: each.value for each in values}
    return {name: said[name] for name in _PERSONAL if name in said}
