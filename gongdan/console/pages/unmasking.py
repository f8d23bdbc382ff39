"""Personal data of a ticket in the clear, for who says why: the reason is on record before anything is shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from fastapi import APIRouter, Request, Response

from api.manners.language import language_of
from api.service import Service, ServiceOf
from api.tickets.actions import Body
from api.tickets.looking import read_ticket, ticket_view
from api.tickets.routes import unmask
from api.tickets.sending.handling import Number
from api.tickets.unmasked import PersonalValue
from domain.rights import may
from gongdan.console.shell.asking import Action, ask, take
from gongdan.console.shell.forms import TypedOf
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import CUSTOMERS, TICKETS
from gongdan.console.shell.signed_in import SignedIn
from gongdan.console.tickets.offering import offered

router: Final = APIRouter()
_ADDRESS: Final = f"{TICKETS}/{{number}}/unmask"


@dataclass(frozen=True, slots=True)
class Clear:
    """A value in the clear, of the event of this version; ``former`` where a later one counts."""

    field: str
    value: str
    version: int
    type: str
    former: bool


@router.get(_ADDRESS)
async def show(service: ServiceOf, request: Request, number: Number, caller: SignedIn) -> Response:
    return ask(request, await _asked(service, request, number, caller))


@router.post(_ADDRESS)
async def look(
    service: ServiceOf, request: Request, response: Response, number: Number, caller: SignedIn, typed: TypedOf
) -> Response:
    """The values, once: loaded anew it is the same look for some minutes, then a new one is to be asked for."""
    asked = await _asked(service, request, number, caller)

    async def do(body: Body, key: str | None, expected: str | None) -> Response:
        said = await unmask(
            service=service, response=response, number=number, caller=caller, body=body, key=key, expected=None
        )
        values, reason = [*in_the_clear(said.personal)], cast("Any", body).reason
        return page(request, "unmasked", number=number, asked=asked, reason=reason, values=values)

    return await take(request, asked, typed, do)


def in_the_clear(values: Sequence[PersonalValue]) -> Iterator[Clear]:
    """What counts first, then what was said before; the same said again is shown once."""
    last = {each.field: each for each in values}
    yield from (_clear(each, former=False) for each in last.values())
    shown = {(each.field, each.value) for each in last.values()}
    for each in reversed(values):
        if (each.field, each.value) not in shown:
            shown.add((each.field, each.value))
            yield _clear(each, former=True)


def _clear(each: PersonalValue, *, former: bool) -> Clear:
    return Clear(each.field, each.value, each.version, each.type, former)


async def _asked(service: Service, request: Request, number: str, caller: SignedIn) -> Action:
    """Raises Forbidden where it is not theirs to look at."""
    events, ticket = await read_ticket(service, number, caller, "unmask")
    asked = await offered(service, request, caller, ticket_view(service, caller, events, ticket), "unmask")
    if may(caller.person, "read", ticket):
        return replace(asked, template="unmask")
    word = "客户" if language_of(request) == "zh" else "Customers"
    return replace(asked, template="unmask", of=(word, number), back=CUSTOMERS, version=None)
