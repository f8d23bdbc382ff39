"""An auditor's sample as a page: asked for by days, size and seed, each ticket leading to its whole history."""

import secrets
from datetime import datetime
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from api.callers import Caller
from api.manners.language import language_of
from api.manners.problems import status_of
from api.manners.validation import distinct, word
from api.manners.validation import field as named
from api.samples.routes import Id, SampleAsked, SampleView, draw
from api.samples.routes import show as drawn
from api.service import Service, ServiceOf
from domain.refusals import Language, Refusal
from domain.reports.period import Period
from domain.rights import check
from domain.samples.sample import DrawSample
from gongdan.console.pages.auditor.parts import parts
from gongdan.console.shell.fields import Wrong
from gongdan.console.shell.forms import Typed, TypedOf
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import SAMPLE
from gongdan.console.shell.signed_in import SignedIn

router: Final = APIRouter()
_FIELDS: Final = ("from", "to", "size", "seed")
_SIZE: Final = 25


@router.get(SAMPLE)
async def ask(service: ServiceOf, request: Request, caller: SignedIn) -> Response:
    """Of the month that is over, with a seed that nobody could know before, until something else is said."""
    check(caller.person, DrawSample.action)
    month = Period.before(datetime.now(service.zone).date(), "month")
    said = {"from": f"{month.first}", "to": f"{month.last}", "size": str(_SIZE), "seed": secrets.token_hex(4)}
    return await _page(service, request, caller, said)


@router.post(SAMPLE)
async def take(service: ServiceOf, request: Request, response: Response, caller: SignedIn, typed: TypedOf) -> Response:
    """Sent twice it is drawn once: the same days, size and seed are the same sample."""
    check(caller.person, DrawSample.action)
    language = language_of(request)
    try:
        found = await draw(service, response, caller, _asked(typed, language))
    except Wrong as wrong:
        return await _page(service, request, caller, typed, errors=wrong.errors, status=422)
    except Refusal as refusal:
        return await _page(service, request, caller, typed, refused=refusal.say(language), status=status_of(refusal))
    return RedirectResponse(f"{SAMPLE}/{found.id}", 303)


@router.get(f"{SAMPLE}/{{sample}}")
async def show(service: ServiceOf, request: Request, caller: SignedIn, sample: Id) -> Response:
    found = await drawn(service, caller, sample)
    said = {"from": f"{found.first}", "to": f"{found.last}", "size": str(found.size), "seed": found.seed}
    return await _page(service, request, caller, said, found)


def _asked(typed: Typed, language: Language) -> SampleAsked:
    """Raises Wrong."""
    try:
        return SampleAsked.model_validate({name: typed[name] for name in _FIELDS if typed.get(name)})
    except ValidationError as error:
        found = distinct(error.errors(include_input=False, include_url=False), language)
        raise Wrong({named(each): word(each, language) for each in found}) from None


async def _page(
    service: Service,
    request: Request,
    caller: Caller,
    said: Typed,
    found: SampleView | None = None,
    *,
    errors: Typed | None = None,
    refused: str | None = None,
    status: int = 200,
) -> Response:
    return page(
        request,
        "sample",
        status,
        part="sample",
        parts=parts(caller),
        said=said,
        found=found,
        errors=errors or {},
        refused=refused,
    )
