"""Intake 受理 in one page while the customer is on the phone: who calls, what they own, what is open; then open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError
from uuid_utils.compat import uuid7

from api.customers.lookup import Found, Lookup, look_up
from api.customers.views import ProductView
from api.manners.language import language_of
from api.manners.problems import ApiProblem, status_of
from api.service import Service, ServiceOf
from api.tickets.actions import OpeningBody, body_of
from api.tickets.routes import acting, open_ticket
from domain.refusals import Refusal
from domain.rights import check
from domain.ticket.commands import OpenTicket
from gongdan.cli.showing.labels import value
from gongdan.console.shell.fields import Field, Wrong, fields_of, filled
from gongdan.console.shell.forms import Typed, TypedOf
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import INTAKE, LOOK_UP, TICKETS
from gongdan.console.shell.signed_in import SignedIn
from projections.errors import ReadingError

router: Final = APIRouter()

_MOSTLY: Final = (
    "contact.phone",
    "product.serial",
    "channel",
    "kind",
    "customer_name",
    "contact.name",
    "product.name",
    "product.model",
    "product.purchased",
    "region",
    "summary",
    "description",
)
"""What an opening nearly always says, in the order of a call; all else stands below, folded."""
_TOLD_BY: Final = {"contact.phone": "phone", "product.serial": "serial", "order_number": "order_number"}
"""What tells who calls: by the field that it is typed into."""
_OF_THE_CUSTOMER: Final = ("customer", "customer_name", "company", "contact.", "channel", "region", "tier")
"""What stays when the same customer reports another product."""
_SAME_CALL: Final = "same-call"
_FIRST: Final = {"channel": "phone", "kind": "fault"}
_NEVER: Final = ("customer", "occurred", "late", "tier")


@dataclass(frozen=True, slots=True)
class _Told:
    """What the page says beside the form."""

    found: Found | None = None
    errors: Mapping[str, str] | None = None
    refused: str | None = None
    opened: str | None = None
    status: int = 200


@router.get(INTAKE)
async def show(service: ServiceOf, request: Request, caller: SignedIn) -> Response:
    check(caller.person, "open")
    return _page(request, {}, _Told())


@router.post(LOOK_UP)
async def find(service: ServiceOf, request: Request, response: Response, caller: SignedIn, typed: TypedOf) -> Response:
    """Who calls, by what was typed so far; ``fill`` puts one of their products into the form."""
    check(caller.person, "open")
    try:
        found = await _found(service, request, response, caller, typed)
    except Wrong as wrong:
        return _page(request, typed, _Told(errors=wrong.errors, status=422))
    if found and len(found.customers) == 1 and not typed.get("customer"):
        typed = {**typed, "customer": found.customers[0].customer}
    return _page(request, _with_product(typed, found), _Told(found))


@router.post(INTAKE)
async def take_in(
    service: ServiceOf, request: Request, response: Response, caller: SignedIn, typed: TypedOf
) -> Response:
    """Open the ticket; ``again``: and go on with another product of the same customer."""
    check(caller.person, "open")
    language = language_of(request)
    try:
        body = cast("OpeningBody", filled(body_of("open"), typed, service.zone, language))
        done = await open_ticket(
            service=service, request=request, response=response, caller=caller, body=body, key=typed.get("key") or None
        )
    except (Wrong, Refusal, ApiProblem) as error:
        found = await _found_if_told(service, request, response, caller, typed)
        return _page(request, typed, _refused(error, found, language))
    if (first := typed.get("with")) and not await _linked(service, response, caller, done.number, first, typed):
        asked = urlencode({"other": first, "relation": _SAME_CALL})
        return RedirectResponse(f"{TICKETS}/{done.number}/link?{asked}", 303)
    if "again" in typed:
        kept = {name: said for name, said in typed.items() if name.startswith(_OF_THE_CUSTOMER)}
        calls = {"with": first or done.number, "key": str(uuid7())}
        return _page(request, {**_FIRST, **kept, **calls}, _Told(opened=done.number))
    return RedirectResponse(f"{TICKETS}/{done.number}", 303)


async def _linked(
    service: Service, response: Response, caller: SignedIn, number: str, first: str, typed: Typed
) -> bool:
    """What one call was about hangs together (R8): to the first ticket of it, all the others."""
    try:
        said = body_of("link").model_validate({"other": first, "relation": _SAME_CALL})
        key = typed.get("key") or None
        await acting("link")(service=service, response=response, number=number, caller=caller, body=said, key=key)
    except (ValidationError, Refusal, ApiProblem):
        return False
    return True


def _refused(error: Exception, found: Found | None, language: str) -> _Told:
    match error:
        case Wrong():
            return _Told(found, error.errors, status=422)
        case Refusal():
            return _Told(found, refused=error.say("zh" if language == "zh" else "en"), status=status_of(error))
        case ApiProblem():
            return _Told(found, refused=error.say("zh" if language == "zh" else "en"), status=error.status)
        case _:
            raise error


async def _found_if_told(
    service: Service, request: Request, response: Response, caller: SignedIn, typed: Typed
) -> Found | None:
    """Beside an error, what is known of the caller is no reason for another one."""
    try:
        return await _found(service, request, response, caller, typed)
    except (Wrong, Refusal, ApiProblem, ReadingError):
        return None


async def _found(
    service: Service, request: Request, response: Response, caller: SignedIn, typed: Typed
) -> Found | None:
    """By the first thing that tells who calls; None where nothing was typed. Raises Wrong where it is none."""
    for field, kind in _TOLD_BY.items():
        if text := typed.get(field):
            try:
                body = filled(Lookup, {kind: text}, service.zone, language_of(request))
            except Wrong as wrong:
                raise Wrong(dict.fromkeys((field,), next(iter(wrong.errors.values())))) from None
            return await look_up(service, request, response, caller, body)
    return None


def _with_product(typed: Typed, found: Found | None) -> Typed:
    """The product that was picked, as far as it may be shown: a serial number is typed or scanned."""
    picked = typed.get("fill", "")
    owned: Sequence[ProductView] = [each for one in (found.customers if found else ()) for each in one.products]
    if not picked.isdigit() or int(picked) >= len(owned):
        return typed
    product = owned[int(picked)]
    said = {"name": product.name, "model": product.model, "purchased": product.purchased}
    return {**typed, **{f"product.{name}": value for name, value in said.items() if value}}


def _page(request: Request, typed: Typed, told: _Told) -> Response:
    language, event = language_of(request), OpenTicket.causes.stored_name
    typed = {**_FIRST, "key": str(uuid7()), **typed}
    every = fields_of(
        body_of("open"), typed, told.errors or {}, {}, lambda field, code: value(f"{event}.{field}", code, language)
    )
    by_name: dict[str, Field] = {each.name: each for each in every if each.name not in _NEVER}
    named = {each.name for each in every}
    return page(
        request,
        "intake",
        told.status,
        mail=request.app.state.service.mail is not None,
        event=event,
        fields=[by_name.pop(name) for name in _MOSTLY],
        more=[*by_name.values()],
        typed=typed,
        found=told.found,
        looked=told.found is not None,
        elsewhere={name: said for name, said in (told.errors or {}).items() if name not in named},
        refused=told.refused,
        opened=told.opened,
    )
