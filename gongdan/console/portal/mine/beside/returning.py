"""A return of goods (退换货, R35) of the customer's ticket: ask for it, follow it, take an offer, withdraw it."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse
from uuid_utils.compat import uuid7

from api.manners.language import language_of
from api.manners.problems import ApiProblem, status_of
from api.matters.returns import RETURNS
from api.matters.routes import history_at, opening
from api.matters.views import MatterView
from api.records.acting import acting
from api.service import Service, ServiceOf
from api.tickets.actions import Body, body_for
from domain.refusals import Refusal
from gongdan.console.portal.address import RETURNS as HERE
from gongdan.console.portal.entry.visitor import Visitor, VisitorOf
from gongdan.console.portal.frame import page
from gongdan.console.portal.mine.beside.theirs import as_shown, status_word, theirs
from gongdan.console.shell.fields import Wrong, filled
from gongdan.console.shell.forms import Typed, TypedOf
from gongdan.console.shell.spoken import spoken

router: Final = APIRouter()

_KIND: Final = RETURNS.kind
_OPENING: Final = body_for(_KIND.opening, RETURNS.examples[_KIND.opening.action], RETURNS.body)
_DEEDS: Final = {"take-offer": "agree-settlement", "withdraw": "withdraw-return"}
_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "wanted": ("refund", "exchange"),
    "voucher": ("invoice", "receipt", "order", "warranty-card", "none"),
    "condition": ("unopened", "opened", "used", "damaged"),
}
ReturnNumber = Annotated[str, Path(max_length=100)]


@router.get(f"{HERE}/new")
async def ask(request: Request, visitor: VisitorOf) -> Response:
    return _form(request, visitor, {"key": str(uuid7())})


@router.post(f"{HERE}/new")
async def begin(
    service: ServiceOf, request: Request, response: Response, visitor: VisitorOf, typed: TypedOf
) -> Response:
    """Asked for once; what is wrong stands in the form, with all that was typed."""
    language = language_of(request)
    said = {name: text for name, text in typed.items() if name != "customer"} | {"ticket": visitor.number}
    try:
        body: Any = filled(_OPENING, said, service.zone, language)
        done = await opening(RETURNS)(
            service=service, response=response, caller=visitor.caller, body=body, key=typed.get("key") or None
        )
    except Wrong as wrong:
        return _form(request, visitor, typed, wrong.errors, status=422)
    except Refusal as refusal:
        return _form(request, visitor, typed, refused=refusal.say(language), status=status_of(refusal))
    except ApiProblem as problem:
        return _form(request, visitor, typed, refused=spoken(problem, language), status=problem.status)
    return RedirectResponse(f"{HERE}/{done.number}", 303)


@router.get(f"{HERE}/{{number}}")
async def show(
    service: ServiceOf, request: Request, response: Response, visitor: VisitorOf, number: ReturnNumber
) -> Response:
    return await _one(service, request, response, visitor, number)


@router.post(f"{HERE}/{{number}}/{{deed}}")
async def act(
    service: ServiceOf,
    request: Request,
    response: Response,
    visitor: VisitorOf,
    number: ReturnNumber,
    deed: str,
    typed: TypedOf,
) -> Response:
    """What was shown is what they say yes to: where it has changed they see it as it stands now."""
    if deed not in _DEEDS:
        raise ApiProblem("no-route", path=request.url.path)
    found = await theirs(service, response, visitor, RETURNS, number)
    language = language_of(request)
    try:
        await acting(RETURNS.acted, _DEEDS[deed])(
            service=service,
            response=response,
            id=number,
            caller=visitor.caller,
            body=_said(deed, found, typed),
            key=typed.get("key") or None,
            expected=as_shown(typed),
        )
    except Refusal as refusal:
        return await _one(service, request, response, visitor, number, refusal.say(language), status_of(refusal))
    except ApiProblem as problem:
        return await _one(service, request, response, visitor, number, spoken(problem, language), problem.status)
    return RedirectResponse(f"{HERE}/{number}", 303)


def _said(deed: str, found: MatterView, typed: Typed) -> Body:
    """What they take is what is offered, as it stands; where a defect was found, what they choose."""
    command = RETURNS.acted.commands[_DEEDS[deed]]
    body = body_for(command, RETURNS.examples[command.action])
    if deed == "withdraw":
        return body.model_validate({"reason": typed.get("reason") or None})
    chosen = found.facts.get("offered") or typed.get("settlement", "")
    if chosen not in ("refund", "exchange", "repair", "send-back"):
        raise ApiProblem("bad-form")
    return body.model_validate({"settlement": chosen, "fee": found.facts.get("offered_fee"), "given": "portal"})


async def _one(
    service: Service,
    request: Request,
    response: Response,
    visitor: Visitor,
    number: str,
    refused: str | None = None,
    status: int = 200,
) -> Response:
    found = await theirs(service, response, visitor, RETURNS, number)
    happened = await history_at(RETURNS)(service, response, number, visitor.caller)
    return page(
        request,
        "mine/return",
        status,
        found=found,
        word=status_word(RETURNS, found.status, chinese=language_of(request) == "zh"),
        happened=happened.events,
        key=str(uuid7()),
        refused=refused,
    )


def _form(
    request: Request,
    visitor: Visitor,
    typed: Typed,
    errors: dict[str, str] | Any = None,
    refused: str | None = None,
    status: int = 200,
) -> Response:
    return page(
        request,
        "mine/ask_return",
        status,
        number=visitor.number,
        here=f"{HERE}/new",
        typed=typed,
        errors=errors or {},
        refused=refused,
        choices=_CHOICES,
        version="",
    )
