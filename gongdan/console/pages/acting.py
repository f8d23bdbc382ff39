"""Acting on a ticket by a form: any action that there is, its fields made from the command's own."""

from collections.abc import Mapping
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from uuid_utils.compat import uuid7

from api.manners.language import language_of
from api.manners.problems import ApiProblem, status_of
from api.service import Service, ServiceOf
from api.tickets.actions import NOUNS, body_of
from api.tickets.looking import read_ticket, ticket_view
from api.tickets.routes import acting
from api.tickets.sending.handling import Number
from api.tickets.standing.ticket import TicketView
from api.tickets.views import version_tag
from domain.refusals import Refusal
from domain.rights import check
from domain.ticket.commands import COMMANDS
from gongdan.cli.showing.labels import value
from gongdan.console.shell.fields import Choices, Wrong, fields_of, filled
from gongdan.console.shell.forms import Typed, TypedOf
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import TICKETS
from gongdan.console.shell.severities import severities
from gongdan.console.shell.signed_in import SignedIn

router: Final = APIRouter()
_ADDRESS: Final = f"{TICKETS}/{{number}}/{{action}}"


@router.get(_ADDRESS)
async def ask(service: ServiceOf, request: Request, number: Number, action: str, caller: SignedIn) -> Response:
    """The form, for whoever may do so."""
    view = await _standing(service, number, action, caller)
    typed = {"key": str(uuid7()), "version": str(view.version), **request.query_params}
    return _form(service, request, view, action, typed, {}, None)


@router.post(_ADDRESS)
async def act(
    service: ServiceOf,
    request: Request,
    response: Response,
    number: Number,
    action: str,
    caller: SignedIn,
    typed: TypedOf,
) -> Response:
    """Done once for each form that was shown, however often it is sent; what is wrong is told in the form itself."""
    view = await _standing(service, number, action, caller)
    language = language_of(request)
    try:
        body = filled(body_of(action), typed, service.zone, language)
        done = await acting(action)(
            service=service,
            response=response,
            number=number,
            caller=caller,
            body=body,
            key=typed.get("key") or None,
            expected=version_tag(int(typed["version"])) if typed.get("version", "").isdigit() else None,
        )
    except Wrong as wrong:
        return _form(service, request, view, action, typed, wrong.errors, None, 422)
    except Refusal as refusal:
        return _form(service, request, view, action, typed, {}, refusal.say(language), status_of(refusal))
    except ApiProblem as problem:
        now = {**typed, "version": str(view.version)} if problem.status == 412 else typed
        return _form(service, request, view, action, now, {}, problem.say(language), problem.status)
    return RedirectResponse(f"{TICKETS}/{number}#v{done.version}", 303)


async def _standing(service: Service, number: str, action: str, caller: SignedIn) -> TicketView:
    """Raises ApiProblem where there is no such action, Forbidden where it is not theirs to do."""
    if action not in NOUNS or action == "unmask":
        raise ApiProblem("no-route", path=f"{TICKETS}/{number}/{action}")
    events, ticket = await read_ticket(service, number, caller)
    check(caller.person, action, ticket)
    return ticket_view(service, caller, events, ticket)


def _form(
    service: Service,
    request: Request,
    view: TicketView,
    action: str,
    typed: Typed,
    errors: Mapping[str, str],
    refused: str | None,
    status: int = 200,
) -> Response:
    language, event = language_of(request), COMMANDS[action].causes.stored_name
    fields = fields_of(
        body_of(action),
        typed,
        errors,
        _choices(service, view, language == "zh"),
        lambda field, code: value(f"{event}.{field}", code, language),
    )
    return page(
        request,
        "acting",
        status,
        ticket=view,
        doing=action,
        event=event,
        fields=[each for each in fields if each.name not in ("occurred", "late")],
        beside=[each for each in fields if each.name in ("occurred", "late")],
        elsewhere={name: said for name, said in errors.items() if name not in {each.name for each in fields}},
        typed=typed,
        refused=refused,
    )


def _choices(service: Service, view: TicketView, chinese: bool) -> Choices:
    return {"severity": [(each.code, each.zh if chinese else each.en) for each in severities(service, view.policy)]}
