"""Whom the engineer calls and where they go, in the clear: for a reason on record, on a page that nobody keeps."""

from typing import Final

from fastapi import APIRouter, Request, Response

from api.manners.language import language_of
from api.manners.problems import ApiProblem, status_of
from api.service import ServiceOf
from api.tickets.actions import body_of
from api.tickets.routes import unmask
from api.tickets.sending.handling import Number
from domain.refusals import Refusal
from gongdan.console.pages.day.visit.shown import visit_page
from gongdan.console.shell.fields import Wrong, filled
from gongdan.console.shell.forms import TypedOf
from gongdan.console.shell.place import DAY
from gongdan.console.shell.signed_in import SignedIn
from gongdan.console.shell.spoken import spoken

router: Final = APIRouter()


@router.post(f"{DAY}/{{number}}/contact")
async def show(
    service: ServiceOf, request: Request, response: Response, number: Number, caller: SignedIn, typed: TypedOf
) -> Response:
    """The visit with its personal values; the same form again shows them again for a while, and is recorded once."""
    language = language_of(request)
    try:
        body = filled(body_of("unmask"), {"reason": typed.get("reason", "")}, service.zone, language)
        seen = await unmask(
            service=service, response=response, number=number, caller=caller, body=body, key=typed.get("key") or None
        )
    except Wrong as wrong:
        said, status = " ".join(wrong.errors.values()), 422
    except Refusal as refusal:
        said, status = refusal.say(language), status_of(refusal)
    except ApiProblem as problem:
        said, status = spoken(problem, language), problem.status
    else:
        return await visit_page(service, request, number, caller, personal=seen.personal)
    return await visit_page(service, request, number, caller, status=status, wrong={"contact": said})
