"""The forms by which customers give their word: each shown as the ticket stands, done once, and told what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from uuid_utils.compat import uuid7

from api.manners.language import language_of
from api.manners.problems import ApiProblem, status_of
from api.service import Service, ServiceOf
from api.tickets.actions import body_of
from api.tickets.looking import found_ticket
from api.tickets.looking import show as standing
from api.tickets.routes import acting
from api.tickets.standing.ticket import TicketView
from api.tickets.views import version_tag
from domain.refusals import Refusal
from gongdan.console.portal.address import TICKET
from gongdan.console.portal.entry.visitor import Visitor, VisitorOf
from gongdan.console.portal.frame import page
from gongdan.console.portal.mine.deeds import DEEDS, Given, given_now
from gongdan.console.portal.mine.names import name_on_record
from gongdan.console.portal.mine.rating import questions_of
from gongdan.console.portal.mine.signing import with_drawing
from gongdan.console.portal.mine.visits import wished
from gongdan.console.shell.fields import Wrong, filled
from gongdan.console.shell.forms import Typed, TypedOf
from gongdan.console.shell.spoken import spoken

router: Final = APIRouter()
_ADDRESS: Final = f"{TICKET}/{{name}}"
_NOT_SO: Final = 412
_CHANGED: Final = f"{TICKET}?told=changed"


@dataclass(frozen=True, slots=True)
class Asked:
    """A form that is open to them: its name, the ticket as it stands, what it takes for granted."""

    name: str
    ticket: TicketView
    given: Given


@router.get(_ADDRESS)
async def show(service: ServiceOf, request: Request, response: Response, visitor: VisitorOf, name: str) -> Response:
    """The empty form; back to the ticket where it is not asked any more."""
    asked = await _asked(service, request, response, visitor, name)
    if asked is None:
        return RedirectResponse(_CHANGED, 303)
    return _form(service, request, asked, {"key": str(uuid7()), "version": str(asked.ticket.version)})


@router.post(_ADDRESS)
async def take(
    service: ServiceOf, request: Request, response: Response, visitor: VisitorOf, name: str, typed: TypedOf
) -> Response:
    """What came of it stands on the ticket; what is wrong in the form, with all that was typed."""
    asked = await _asked(service, request, response, visitor, name)
    if asked is None:
        return RedirectResponse(_CHANGED, 303)
    language = language_of(request)
    try:
        await _done(service, request, response, visitor, asked, typed)
    except Wrong as wrong:
        return _form(service, request, asked, typed, wrong.errors, status=422)
    except Refusal as refusal:
        return _form(service, request, asked, typed, refused=refusal.say(language), status=status_of(refusal))
    except ApiProblem as problem:
        if problem.status == _NOT_SO:
            typed = {**typed, "version": str(asked.ticket.version)}
        return _form(service, request, asked, typed, refused=spoken(problem, language), status=problem.status)
    return RedirectResponse(f"{TICKET}?told={name}", 303)


async def _asked(service: Service, request: Request, response: Response, visitor: Visitor, name: str) -> Asked | None:
    """Raises ApiProblem where there is no such form."""
    if name not in DEEDS:
        raise ApiProblem("no-route", path=request.url.path)
    ticket = await standing(service, request, response, visitor.number, visitor.caller)
    given = given_now(name, ticket)
    return Asked(name, ticket, given) if given is not None else None


async def _done(
    service: Service, request: Request, response: Response, visitor: Visitor, asked: Asked, typed: Typed
) -> None:
    """Raises Wrong, Refusal, ApiProblem."""
    deed, language, key = DEEDS[asked.name], language_of(request), typed.get("key") or None
    said = {**typed, **asked.given, **wished(asked.name, typed, service.zone, language)}
    if deed.by and not said.get(deed.by):
        events, _ = await found_ticket(service, visitor.number)
        said |= {deed.by: name_on_record(events) or ""}
    body = filled(body_of(deed.action), said, service.zone, language)
    version = typed.get("version", "")
    expected = version_tag(int(version)) if deed.bound and version.isascii() and version.isdigit() else None
    if typed.get("drawn"):
        body, expected = await with_drawing(service, visitor, body, typed["drawn"], key, expected)
    await acting(deed.action)(
        service=service,
        response=response,
        number=visitor.number,
        caller=visitor.caller,
        body=body,
        key=key,
        expected=expected,
    )


def _form(
    service: Service,
    request: Request,
    asked: Asked,
    typed: Typed,
    errors: Mapping[str, str] | None = None,
    refused: str | None = None,
    status: int = 200,
) -> Response:
    return page(
        request,
        f"mine/{asked.name}",
        status,
        ticket=asked.ticket,
        here=f"{TICKET}/{asked.name}",
        typed=typed,
        errors=errors or {},
        refused=refused,
        survey=questions_of(service, asked.ticket) if asked.name == "rate" else None,
    )
