"""A complaint (投诉, R36) of the customer's ticket: raised, followed, its handling rated, withdrawn."""

from typing import Annotated, Any, Final, get_args

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse
from uuid_utils.compat import uuid7

from api.manners.language import language_of
from api.manners.problems import ApiProblem, status_of
from api.matters.complaints import COMPLAINTS
from api.matters.routes import history_at, opening
from api.records.acting import acting
from api.service import Service, ServiceOf
from api.tickets.actions import Body, body_for
from domain.matters.complaints.vocabulary import Category
from domain.refusals import Refusal
from gongdan.console.portal.address import COMPLAINTS as HERE
from gongdan.console.portal.entry.visitor import Visitor, VisitorOf
from gongdan.console.portal.frame import page
from gongdan.console.portal.mine.beside.theirs import as_shown, status_word, theirs
from gongdan.console.shell.fields import Wrong, filled
from gongdan.console.shell.forms import Typed, TypedOf
from gongdan.console.shell.spoken import spoken

router: Final = APIRouter()

_KIND: Final = COMPLAINTS.kind
_OPENING: Final = body_for(_KIND.opening, COMPLAINTS.examples[_KIND.opening.action], COMPLAINTS.body)
_SAID: Final = ("categories", "words")
"""What they may say; whose work it was and whose complaint it is is not theirs to say."""
_DEEDS: Final = {
    "rate": ("answer-complaint-survey", ("score", "comment")),
    "withdraw": ("withdraw-complaint", ("reason",)),
}
"""By their place under the complaint: the action, and what of it they say."""
ComplaintNumber = Annotated[str, Path(max_length=100)]


@router.get(f"{HERE}/new")
async def ask(request: Request, visitor: VisitorOf) -> Response:
    return _form(request, visitor, {"key": str(uuid7())})


@router.post(f"{HERE}/new")
async def begin(
    service: ServiceOf, request: Request, response: Response, visitor: VisitorOf, typed: TypedOf
) -> Response:
    """Raised once; what is wrong stands in the form, with all that was typed."""
    language = language_of(request)
    said = {name: typed.get(name, "") for name in _SAID} | {"ticket": visitor.number}
    try:
        body: Any = filled(_OPENING, said, service.zone, language)
        done = await opening(COMPLAINTS)(
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
    service: ServiceOf, request: Request, response: Response, visitor: VisitorOf, number: ComplaintNumber
) -> Response:
    return await _one(service, request, response, visitor, number, {})


@router.post(f"{HERE}/{{number}}/{{deed}}")
async def act(
    service: ServiceOf,
    request: Request,
    response: Response,
    visitor: VisitorOf,
    number: ComplaintNumber,
    deed: str,
    typed: TypedOf,
) -> Response:
    """Said of the complaint as it was shown: where it has changed they see it as it stands now."""
    if deed not in _DEEDS:
        raise ApiProblem("no-route", path=request.url.path)
    await theirs(service, response, visitor, COMPLAINTS, number)
    language, action = language_of(request), _DEEDS[deed][0]
    try:
        await acting(COMPLAINTS.acted, action)(
            service=service,
            response=response,
            id=number,
            caller=visitor.caller,
            body=_body(service, request, deed, typed),
            key=typed.get("key") or None,
            expected=as_shown(typed),
        )
    except Wrong as wrong:
        return await _one(service, request, response, visitor, number, typed, wrong.errors, status=422)
    except Refusal as refusal:
        why, status = refusal.say(language), status_of(refusal)
        return await _one(service, request, response, visitor, number, typed, refused=why, status=status)
    except ApiProblem as problem:
        why, status = spoken(problem, language), problem.status
        return await _one(service, request, response, visitor, number, typed, refused=why, status=status)
    return RedirectResponse(f"{HERE}/{number}", 303)


def _body(service: Service, request: Request, deed: str, typed: Typed) -> Body:
    """Raises Wrong."""
    action, names = _DEEDS[deed]
    body = body_for(COMPLAINTS.acted.commands[action], COMPLAINTS.examples[action])
    said = {name: typed.get(name, "") for name in names} | {"given": "portal"}
    return filled(body, said, service.zone, language_of(request))


async def _one(
    service: Service,
    request: Request,
    response: Response,
    visitor: Visitor,
    number: str,
    typed: Typed,
    errors: Any = None,
    refused: str | None = None,
    status: int = 200,
) -> Response:
    found = await theirs(service, response, visitor, COMPLAINTS, number)
    happened = await history_at(COMPLAINTS)(service, response, number, visitor.caller)
    return page(
        request,
        "mine/complaint",
        status,
        found=found,
        here=f"{HERE}/{number}",
        word=status_word(COMPLAINTS, found.status, chinese=language_of(request) == "zh"),
        happened=happened.events,
        typed={**typed, "key": str(uuid7()), "version": str(found.version)},
        errors=errors or {},
        refused=refused,
    )


def _form(
    request: Request,
    visitor: Visitor,
    typed: Typed,
    errors: Any = None,
    refused: str | None = None,
    status: int = 200,
) -> Response:
    return page(
        request,
        "mine/complain",
        status,
        number=visitor.number,
        here=f"{HERE}/new",
        typed=typed,
        errors=errors or {},
        refused=refused,
        categories=get_args(Category),
    )
