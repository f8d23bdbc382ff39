"""An action on a ticket as it is asked for: its fields, what may be chosen, what is known of it already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fastapi import Request, Response
from uuid_utils.compat import uuid7

from api.callers import Caller
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.service import Service
from api.staff.candidates import list_candidates
from api.tickets.actions import body_of
from api.tickets.standing.ticket import TicketView
from domain.refusals import Refusal
from domain.ticket.commands import COMMANDS
from domain.wording import word
from gongdan.cli.showing.labels import value
from gongdan.console.shell.asking import Action
from gongdan.console.shell.fields import Field, fields_of
from gongdan.console.shell.place import TICKETS
from gongdan.console.shell.severities import severities
from gongdan.console.tickets.likely import given, likely
from gongdan.console.tickets.remedies import remedies
from projections.errors import ReadingError

_BESIDE: Final = ("occurred", "late")


@dataclass(frozen=True, slots=True)
class Step:
    """A small form in the ticket's own page: what is needed stands open, ``more`` is folded, ``known`` is not asked."""

    action: str
    asked: Action
    key: str
    needed: list[Field]
    more: list[Field]
    known: dict[str, str]


async def offered(service: Service, request: Request, caller: Caller, ticket: TicketView, action: str) -> Action:
    """Whether they may is not asked here."""
    chinese = language_of(request) == "zh"
    choices = {
        "severity": [(each.code, each.zh if chinese else each.en) for each in severities(service, ticket.policy)]
    }
    if files := [(each.sha256, _file(each.name, each.added)) for each in ticket.attachments if each.sha256]:
        choices["evidence"] = files[::-1]
    if action == "dispatch":
        choices["engineer"] = await _engineers(service, request, caller, ticket.number)
    return Action(
        body=body_of(action),
        event=COMMANDS[action].causes.stored_name,
        title=word(action, chinese=chinese),
        of=(ticket.number, str(ticket.intake.get("summary", ""))),
        here=f"{TICKETS}/{ticket.number}/{action}",
        back=f"{TICKETS}/{ticket.number}",
        version=ticket.version,
        choices={name: said for name, said in choices.items() if said},
        given=given(action, ticket),
        ways=lambda refusal: [
            (f"{TICKETS}/{ticket.number}/{each}", word(each, chinese=chinese)) for each in remedies(refusal, ticket)
        ],
    )


def _file(name: str | None, added: datetime) -> str:
    return f"{name or ''} · {added:%Y-%m-%d %H:%M}"


async def steps(service: Service, request: Request, caller: Caller, ticket: TicketView) -> list[Step]:
    """The likely next ones."""
    asked = [(action, await offered(service, request, caller, ticket, action)) for action in likely(ticket)]
    return [form_of(request, action, each) for action, each in asked]


def form_of(request: Request, action: str, asked: Action, shown: Sequence[str] = ()) -> Step:
    """``shown`` stand open though they are not needed, or are known."""
    language = language_of(request)
    fields = fields_of(
        asked.body,
        asked.given,
        {},
        asked.choices,
        lambda name, code: value(f"{asked.event}.{name}", code, language),
    )
    known = {name: said for name, said in asked.given.items() if name not in shown}
    open_to_ask = [each for each in fields if each.name not in (*_BESIDE, *known)]
    needed = [each for each in open_to_ask if each.needed or each.name in shown]
    if not needed and open_to_ask:
        needed = [each for each in open_to_ask if each.name in ("note", "cause")][:1]
    rest = [each for each in open_to_ask if each not in needed]
    return Step(action, asked, str(uuid7()), needed, rest, known)


async def _engineers(service: Service, request: Request, caller: Caller, number: str) -> list[tuple[str, str]]:
    """Those who can be sent, the best first, each with what speaks for them; none where that is not known just now."""
    try:
        found = await list_candidates(service, request, Response(), number, caller)
    except (Refusal, ApiProblem, ReadingError):
        return []
    return [
        (each.number, " · ".join([f"{each.name or each.office} ({each.number})", *(why.text for why in each.reasons)]))
        for each in found.candidates
    ]
