"""Customers: found by what they say of themselves, a record of each, and a form for each action on it."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated, Any, Final, NamedTuple

from fastapi import APIRouter, Query, Request, Response

from api.callers import Caller
from api.customers.actions import CUSTOMERS as ACTED
from api.customers.actions import REGISTERING, key_of
from api.customers.lookup import Found, Lookup, look_up
from api.customers.routes import customer_history, list_customers, register, show_customer
from api.customers.views import CustomerView
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.records.acting import Id, acting
from api.service import Service, ServiceOf
from api.tickets.actions import Body, body_for
from api.tickets.looking import found_ticket
from domain.customer.commands import COMMANDS
from domain.customer.possible import possible
from domain.customer.state import Customer, fold
from domain.desk.kinds import Thing, id_of
from domain.record.envelope import Recorded
from domain.refusals import TicketNotFound
from domain.rights import check, may
from domain.ticket.commands import OpenTicket
from domain.wording import word
from gongdan.console.pages.ticket import told
from gongdan.console.shell.asking import Action, ask, take
from gongdan.console.shell.fields import Wrong, filled
from gongdan.console.shell.forms import Typed, TypedOf
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import CUSTOMERS
from gongdan.console.shell.signed_in import SignedIn

router: Final = APIRouter()
_A_PAGE: Final = 50
_LOOKED_AT: Final = 5
_NEW: Final = f"{CUSTOMERS}/new"
_BY: Final = ("phone", "serial", "order_number", "email")
_FIELD_OF: Final = {"phone": "contact.phone", "serial": "product.serial", "email": "contact.email"}
"""What each is called in an opening, where it has its word."""
Cursor = Annotated[str | None, Query(alias="page", max_length=300)]
After = Annotated[str | None, Query(max_length=100)]


class _Record(NamedTuple):
    """A customer as shown, with the history and the state that it leaves."""

    view: CustomerView
    id: str
    events: tuple[Recorded, ...]
    state: Customer | None


@router.get(CUSTOMERS)
async def show_all(
    service: ServiceOf, request: Request, response: Response, caller: SignedIn, cursor: Cursor = None
) -> Response:
    listed = await list_customers(service, response, caller, limit=_A_PAGE, page=cursor)
    return _page(request, caller, {}, listed=listed, first=cursor is None)


@router.post(CUSTOMERS)
async def find(service: ServiceOf, request: Request, response: Response, caller: SignedIn, typed: TypedOf) -> Response:
    """By a value that is sent, not asked for by an address, which others may read."""
    check(caller.person, "look-up")
    by = typed.get("by") if typed.get("by") in _BY else _BY[0]
    said = {name: value for name, value in {str(by): typed.get("value", "")}.items() if value}
    try:
        body = filled(Lookup, said, service.zone, language_of(request))
        found = await look_up(service, request, response, caller, body)
    except Wrong as wrong:
        return _page(request, caller, typed, wrong=next(iter(wrong.errors.values())), status=422)
    except ApiProblem as problem:
        return _page(request, caller, typed, wrong=problem.say(language_of(request)), status=problem.status)
    return _page(request, caller, typed, found=found)


@router.get(_NEW)
async def ask_new(request: Request, caller: SignedIn) -> Response:
    check(caller.person, "register", Thing())
    return ask(request, _registering(request))


@router.post(_NEW)
async def begin(service: ServiceOf, request: Request, response: Response, caller: SignedIn, typed: TypedOf) -> Response:
    check(caller.person, "register", Thing())

    async def do(body: Any, key: str | None, expected: str | None) -> str:
        done = await register(service=service, response=response, caller=caller, body=body, key=key)
        return f"{CUSTOMERS}/{done.number}?after={done.position}"

    return await take(request, _registering(request), typed, do)


@router.get(f"{CUSTOMERS}/{{id}}")
async def show_one(
    service: ServiceOf,
    request: Request,
    response: Response,
    id: Id,  # noqa: A002 -- the parameter's name in the URL
    caller: SignedIn,
    after: After = None,
) -> Response:
    record = await _record(service, response, id, caller, after)
    happened = service.shown.history(record.id, record.events).events if record.events else []
    return page(
        request,
        "customer",
        one=record.view,
        id=record.id,
        consents=record.state.consents if record.state else {},
        requested=record.state.requested if record.state else None,
        possible=_possible(record, caller),
        clear=await _clear(service, caller, record.view.tickets),
        next_person=len(record.state.contacts) + 1 if record.state else 1,
        events=[(event, told(event.data)) for event in happened],
    )


@router.get(f"{CUSTOMERS}/{{id}}/{{action}}")
async def ask_one(
    service: ServiceOf,
    request: Request,
    response: Response,
    id: Id,  # noqa: A002
    action: str,
    caller: SignedIn,
) -> Response:
    return ask(request, await _acting(service, request, response, id, action, caller))


@router.post(f"{CUSTOMERS}/{{id}}/{{action}}")
async def act(
    service: ServiceOf,
    request: Request,
    response: Response,
    id: Id,  # noqa: A002
    action: str,
    caller: SignedIn,
    typed: TypedOf,
) -> Response:
    asked = await _acting(service, request, response, id, action, caller)

    async def do(body: Body, key: str | None, expected: str | None) -> str:
        done = await acting(ACTED, action)(
            service=service, response=response, id=id, caller=caller, body=body, key=key, expected=expected
        )
        return f"{asked.back}?after={done.position}#v{done.version}"

    return await take(request, asked, typed, do)


def _page(
    request: Request,
    caller: Caller,
    typed: Typed,
    *,
    status: int = 200,
    found: Found | None = None,
    listed: Any = None,
    wrong: str | None = None,
    first: bool = True,
) -> Response:
    return page(
        request,
        "customers",
        status,
        typed=typed,
        ways=[(name, f"{OpenTicket.causes.stored_name}.{_FIELD_OF.get(name, name)}") for name in _BY],
        found=found,
        listed=listed,
        wrong=wrong,
        first=first,
        id_of=id_of,
        may_register=may(caller.person, "register", Thing()) is not None,
    )


async def _record(
    service: Service, response: Response, number: str, caller: Caller, after: str | None = None
) -> _Record:
    """Raises ApiProblem where there is none, Forbidden where it is not theirs to see."""
    view = await show_customer(service, response, number, caller, after)
    key = key_of(number)
    if not view.version:
        return _Record(view, id_of(key), (), None)
    await customer_history(service, response, number, caller)
    events = await service.desk.events_of(key)
    return _Record(view, id_of(key), events, fold(events))


async def _clear(service: Service, caller: Caller, tickets: Sequence[str]) -> str | None:
    """The newest ticket by which they may see personal data in the clear: the reason is recorded there."""
    for number in tickets[:_LOOKED_AT]:
        with suppress(TicketNotFound):
            _, ticket = await found_ticket(service, number)
            if may(caller.person, "unmask", ticket):
                return number
    return None


def _possible(record: _Record, caller: Caller) -> list[str]:
    thing = Thing(owners=(record.view.customer,))
    return [each for each in possible(record.state, caller.id) if may(caller.person, each, thing)]


def _registering(request: Request) -> Action:
    command = COMMANDS["register"]
    return Action(
        body=REGISTERING,
        event=command.causes.stored_name,
        title=word(command.action, chinese=language_of(request) == "zh"),
        of=("", ""),
        here=_NEW,
        back=CUSTOMERS,
    )


async def _acting(
    service: Service, request: Request, response: Response, number: str, action: str, caller: Caller
) -> Action:
    """Raises ApiProblem where there is no such action, Forbidden where it is not theirs to do."""
    back = f"{CUSTOMERS}/{id_of(key_of(number))}"
    if action not in ACTED.nouns:
        raise ApiProblem("no-route", path=f"{back}/{action}")
    check(caller.person, action, Thing(owners=(key_of(number),)))
    record = await _record(service, response, number, caller)
    return Action(
        body=body_for(COMMANDS[action], ACTED.examples[action]),
        event=COMMANDS[action].causes.stored_name,
        title=word(action, chinese=language_of(request) == "zh"),
        of=(record.view.name or record.id, ""),
        here=f"{back}/{action}",
        back=back,
        version=record.events[-1].envelope.version if record.events else None,
    )
