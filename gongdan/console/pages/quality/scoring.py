"""The form that an inspected ticket is scored by: each item with its weight and scale, beside all that happened."""

from dataclasses import replace
from typing import Final

from fastapi import Request, Response

from api.callers import Caller
from api.matters.views import MatterView
from api.service import Service
from api.tickets.looking import history, read_ticket
from domain.matters.inspections.decide import INSPECTION
from domain.matters.inspections.events import TicketSampled
from domain.matters.inspections.forms import FORMS
from domain.rights import may
from domain.ticket.state import Ticket
from gongdan.console.shell.asking import Action
from gongdan.console.tickets.story import Entry, story

SCORE: Final = "score"


async def with_form(
    service: Service, request: Request, response: Response, caller: Caller, matter: MatterView, asked: Action
) -> Action:
    """The action asked for by the form that the ticket was picked for; as it is where that form is no more."""
    form = FORMS.get(str(matter.facts.get("form")))
    if form is None:
        return asked
    entries = await _happened(service, response, caller, matter.ticket)
    given = {f"scores.{place}.item": item.item for place, item in enumerate(form.items)}
    about = await _about(service, matter.number)
    shown = {"form": form, "items": {item.item: item for item in form.items}, "about": about}
    return replace(
        asked,
        given={**asked.given, **given},
        template="scoring",
        shown={**shown, "ticket": matter.ticket, "entries": entries},
    )


async def _about(service: Service, number: str) -> str | None:
    """Whose work it is."""
    events = await service.desk.events_of(f"{INSPECTION.name}-{number}")
    return next((each.event.about for each in events if isinstance(each.event, TicketSampled)), None)


async def _happened(service: Service, response: Response, caller: Caller, number: str | None) -> list[Entry]:
    """What the ticket is looked at for; nothing where they may not read it."""
    if number is None:
        return []
    events, ticket = await read_ticket(service, number, caller) if _reads(caller) else ((), Ticket())
    if not events or not may(caller.person, "read", ticket):
        return []
    return story((await history(service, response, number, caller)).events, events)


def _reads(caller: Caller) -> bool:
    return may(caller.person, "read") is not None
