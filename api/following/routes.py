"""The routes of following: staff see the code and give it out, whoever has it sees how far the ticket is."""

import hmac
import unicodedata
from typing import Annotated, Final

from fastapi import APIRouter, Request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue

from api.callers import CallerOf
from api.following.views import FollowedView, followed
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.service import Service, ServiceOf
from api.tickets.looking import read_ticket
from api.tickets.sending.handling import Number
from api.tickets.whose import require_in_use
from domain.record.envelope import Recorded
from domain.refusals import TicketNotFound
from domain.ticket.follow_code import as_written
from domain.ticket.numbering import ticket_key

router: Final = APIRouter(tags=["following"])
EXAMPLE: Final[dict[str, JsonValue]] = {"number": "202405-00123", "code": "7K3QX-9M2PD"}


def _plain(said: object) -> object:
    """Full-width signs are the same ones, and spaces around them none."""
    return unicodedata.normalize("NFKC", said).strip() if isinstance(said, str) else said


class FollowCode(BaseModel):
    """What a customer follows the ticket with."""

    number: str
    code: str


class Follow(BaseModel):
    """A ticket's number and its code; in the body, since addresses are kept in logs and histories."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})
    number: Annotated[str, BeforeValidator(_plain), Field(max_length=100)]
    code: Annotated[str, BeforeValidator(_plain), Field(max_length=40)]


@router.get("/tickets/{number}/follow-code", name="follow_code", summary="The code that the customer follows it with")
async def follow_code(service: ServiceOf, number: Number, caller: CallerOf) -> FollowCode:
    """For who may write to the customer. It is the same for ever; give it to the customer alone."""
    await read_ticket(service, number, caller, "communicate")
    return FollowCode(number=number, code=service.code_of(number))


@router.post("/follow", name="follow", summary="Follow a ticket by its number and code")
async def follow(service: ServiceOf, request: Request, said: Follow) -> FollowedView:
    """Needs no token. A wrong code and a wrong number are told alike; five wrong ones close it for 15 minutes."""
    if not service.following.take() or service.guesses.closed(said.number):
        raise ApiProblem("too-many-codes")
    events = await _events(service, said.number)
    right = hmac.compare_digest(service.code_of(said.number), as_written(said.code)) if said.code.isascii() else False
    if not events or not right:
        service.guesses.wrong(said.number)
        raise ApiProblem("wrong-code")
    await require_in_use(service, events[0].envelope.customer)
    return followed(service.shown, said.number, events, language_of(request))


async def _events(service: Service, number: str) -> tuple[Recorded, ...]:
    """None where there is no such ticket, or can be none."""
    try:
        ticket_key(number)
        return await service.desk.history(number)
    except (ValueError, TicketNotFound):
        return ()
