"""Photos of a visit, and the customer's signature: stored with the ticket, and what is signed is confirmed by it."""

from collections.abc import Awaitable, Callable
from typing import Final, cast, get_args

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.requests import ClientDisconnect

from api.callers import Caller
from api.manners.language import language_of
from api.manners.problems import ApiProblem, status_of
from api.service import Service, ServiceOf
from api.tickets.actions import Body, body_of
from api.tickets.attachments.adding import Coming, added, stored
from api.tickets.attachments.discarding import discarded
from api.tickets.looking import read_ticket
from api.tickets.routes import acting
from api.tickets.sending.handling import Number, Sent
from domain.refusals import Refusal
from domain.ticket.vocabulary import Purpose
from gongdan.console.pages.day.visit.seen import seen_by
from gongdan.console.pages.day.visit.shown import visit_page
from gongdan.console.pages.day.visit.signatory import signatory
from gongdan.console.pages.day.visit.steps import SIGN
from gongdan.console.shell.fields import Wrong, filled
from gongdan.console.shell.forms import Typed
from gongdan.console.shell.place import DAY
from gongdan.console.shell.signed_in import SignedIn
from gongdan.console.shell.spoken import spoken
from gongdan.console.shell.uploads import Upload

router: Final = APIRouter()
_PURPOSES: Final = frozenset(get_args(Purpose))


@router.post(f"{DAY}/{{number}}/photos")
async def add_photos(service: ServiceOf, request: Request, number: Number, caller: SignedIn) -> Response:
    """Each file once, under the form's key."""

    async def work() -> str:
        if not await _store(service, request, number, caller, Upload(request), "photo"):
            raise ApiProblem("no-file")
        return "photos"

    return await _taken(service, request, number, caller, "photos", work)


@router.post(f"{DAY}/{{number}}/{SIGN}")
async def sign(service: ServiceOf, request: Request, response: Response, number: Number, caller: SignedIn) -> Response:
    """The drawn signature, or a photo of the signed form, and by it the customer's confirmation."""

    async def work() -> str:
        form = Upload(request)
        evidence = await _store(service, request, number, caller, form, "confirmation")
        if not evidence:
            raise ApiProblem("no-file")
        typed = form.typed
        body = await _confirmation(service, request, number, caller, typed, evidence[-1])
        await acting(SIGN)(
            service=service,
            response=response,
            number=number,
            caller=caller,
            body=body,
            key=typed.get("key") or None,
            expected=await seen_by(service, number, caller, typed.get("version", "")),
        )
        return f"step-{SIGN}"

    return await _taken(service, request, number, caller, SIGN, work)


async def _confirmation(
    service: Service, request: Request, number: str, caller: Caller, typed: Typed, evidence: str
) -> Body:
    """Signed by who is named, else by the contact on record."""
    events, _ = await read_ticket(service, number, caller)
    said = {name: typed.get(name, "") for name in ("note", "occurred", "late")}
    name = typed.get("signature") or signatory(events) or ""
    known = {"signature": name, "given": "signature", "evidence": evidence}
    return filled(body_of(SIGN), said | known, service.zone, language_of(request))


async def _store(
    service: Service, request: Request, number: str, caller: Caller, form: Upload, purpose: Purpose
) -> list[str]:
    """The hashes of the files of the form, each an event of its own."""
    found = list[str]()
    async for file in form.files():
        typed = form.typed
        when = filled(Body, _when(typed), service.zone, language_of(request))
        key = f"{typed['key']}-{len(found)}" if typed.get("key") else None
        sent = Sent(caller, key, when.occurred, when.late)
        kept = await stored(service, number, Coming(file.pieces, file.name, file.claimed), sent)
        said = typed.get("purpose", purpose)
        await added(service, number, kept, cast("Purpose", said if said in _PURPOSES else purpose), sent)
        found.append(kept.sha256)
    return found


def _when(typed: Typed) -> Typed:
    return {name: typed[name] for name in ("occurred", "late") if typed.get(name)}


async def _taken(
    service: Service, request: Request, number: str, caller: Caller, step: str, work: Callable[[], Awaitable[str]]
) -> Response:
    """Back to the visit; what could not be taken is told beside the step."""
    language = language_of(request)
    try:
        return RedirectResponse(f"{DAY}/{number}#{await work()}", 303)
    except ClientDisconnect:
        raise ApiProblem("upload-broken") from None
    except Wrong as wrong:
        said, status = " ".join(wrong.errors.values()), 422
    except Refusal as refusal:
        said, status = refusal.say(language), status_of(refusal)
    except ApiProblem as problem:
        said, status = spoken(problem, language), problem.status
    await discarded(request)
    return await visit_page(service, request, number, caller, status=status, wrong={step: said})
