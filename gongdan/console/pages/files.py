"""A ticket's files: some more are taken in by a form, and each is given out as its reader's rights allow."""

from collections.abc import Sequence
from typing import Any, Final, cast, get_args

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.requests import ClientDisconnect

from api.manners.language import language_of
from api.manners.problems import ApiProblem, status_of
from api.service import Service, ServiceOf
from api.tickets.actions import body_of
from api.tickets.attachments.adding import Coming, added, stored
from api.tickets.attachments.discarding import discarded
from api.tickets.attachments.routes import Hash, fetch_attachment
from api.tickets.looking import read_ticket
from api.tickets.sending.handling import Number, Sent
from domain.refusals import Refusal
from domain.ticket.vocabulary import Purpose
from gongdan.console.shell.fields import Wrong, filled
from gongdan.console.shell.forms import TypedOf
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import TICKETS
from gongdan.console.shell.signed_in import SignedIn
from gongdan.console.shell.uploads import File, Upload

router: Final = APIRouter()
PURPOSES: Final[tuple[str, ...]] = get_args(Purpose)
_ATTACH: Final = f"{TICKETS}/{{number}}/attach"
_FILE: Final = f"{TICKETS}/{{number}}/files/{{sha256}}"
_REASON: Final = "file-reason-needed"


@router.get(_ATTACH)
async def ask(service: ServiceOf, request: Request, number: Number, caller: SignedIn) -> Response:
    await read_ticket(service, number, caller, "attach")
    return _form(request, number)


@router.post(_ATTACH)
async def attach(service: ServiceOf, request: Request, number: Number, caller: SignedIn) -> Response:
    """Each file by itself: those before one that is refused are there. The same file again changes nothing."""
    taken, purpose = list[str](), None
    try:
        await read_ticket(service, number, caller, "attach")
        upload = Upload(request)
        async for file in upload.files():
            purpose = _purpose(upload.typed.get("purpose", ""))
            taken.append(await _take(service, number, Sent(caller), file, purpose))
    except ClientDisconnect:
        raise ApiProblem("upload-broken") from None
    except (Refusal, ApiProblem) as error:
        await discarded(request)
        return _form(request, number, taken, purpose, error)
    if not taken:
        return _form(request, number, purpose=purpose, none_chosen=True)
    return RedirectResponse(f"{TICKETS}/{number}#files", 303)


@router.get(_FILE)
async def fetch(service: ServiceOf, request: Request, number: Number, sha256: Hash, caller: SignedIn) -> Response:
    """The file; who has to say first why they want it is asked."""
    try:
        return await fetch_attachment(service, number, sha256, caller)
    except ApiProblem as problem:
        if problem.code == _REASON:
            return _why(request, number, sha256)
        if problem.code == "unmasking-needed":
            return RedirectResponse(f"{TICKETS}/{number}/unmask?files=true", 303)
        raise


@router.post(_FILE)
async def fetch_for(
    service: ServiceOf, request: Request, number: Number, sha256: Hash, caller: SignedIn, typed: TypedOf
) -> Response:
    """For a reason, which is recorded on the ticket."""
    try:
        said = filled(body_of("unmask"), {"reason": typed.get("reason", "")}, service.zone, language_of(request))
        return await fetch_attachment(service, number, sha256, caller, cast("Any", said).reason)
    except Wrong as wrong:
        return _why(request, number, sha256, typed.get("reason", ""), next(iter(wrong.errors.values())))


async def _take(service: Service, number: str, sent: Sent, file: File, purpose: Purpose | None) -> str:
    """Its name. What type a browser takes it for says no more than its name's ending."""
    kept = await stored(service, number, Coming(file.pieces, file.name), sent)
    await added(service, number, kept, purpose, sent)
    return kept.name


def _purpose(said: str) -> Purpose | None:
    return cast("Purpose", said) if said in PURPOSES else None


def _form(
    request: Request,
    number: str,
    taken: Sequence[str] = (),
    purpose: str | None = None,
    error: Refusal | ApiProblem | None = None,
    *,
    none_chosen: bool = False,
) -> Response:
    status = 422 if none_chosen else 200
    if error:
        status = error.status if isinstance(error, ApiProblem) else status_of(error)
    return page(
        request,
        "attach",
        status,
        number=number,
        taken=taken,
        purpose=purpose,
        purposes=PURPOSES,
        wrong=error.say(language_of(request)) if error else None,
        none_chosen=none_chosen,
    )


def _why(request: Request, number: str, sha256: str, reason: str = "", wrong: str | None = None) -> Response:
    status = 422 if wrong else 200
    return page(request, "file_why", status, number=number, sha256=sha256, reason=reason, wrong=wrong)
