"""Setting the second factor: a picture for the app, a code that proves it was read, and codes for recovery."""

from io import BytesIO
from typing import Final
from urllib.parse import parse_qs, urlsplit

import segno
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from uuid_utils.compat import uuid7

from api.accounts.acting import Under, accounts_of, require_reading, set_factor
from api.callers import Caller
from api.manners.language import language_of
from api.manners.problems import ApiProblem, status_of
from api.service import Service, ServiceOf
from domain.refusals import Refusal
from gongdan.console.shell.forms import TypedOf
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import ACCOUNT, FACTOR
from gongdan.console.shell.signed_in import SignedIn

router: Final = APIRouter()
_PICTURE: Final = f"{FACTOR}/picture.svg"
_PIECES: Final = 4
"""Letters of the secret that are read at a time."""


@router.get(FACTOR)
async def ask(service: ServiceOf, request: Request, caller: SignedIn) -> Response:
    standing = accounts_of(service).standing(caller.id)
    if standing is None or standing.second_factor:
        return RedirectResponse(ACCOUNT, 303)
    return _form(service, request, caller)


@router.get(_PICTURE)
async def picture(service: ServiceOf, request: Request, caller: SignedIn) -> Response:
    """The secret as a QR code, as long as it was not set."""
    address, drawn = _prepared(service, caller), BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", scale=5, border=3, dark="#000", light="#fff")
    return Response(drawn.getvalue(), media_type="image/svg+xml")


@router.post(FACTOR)
async def take(service: ServiceOf, request: Request, caller: SignedIn, typed: TypedOf) -> Response:
    """The codes for recovery, or the form again with what is wrong."""
    try:
        await accounts_of(service).check_password(caller.id, typed.get("current", ""))
        codes = await set_factor(service, caller.id, typed.get("code", ""), Under(caller, typed.get("key") or None))
    except (ApiProblem, Refusal) as wrong:
        status = wrong.status if isinstance(wrong, ApiProblem) else status_of(wrong)
        field = {"wrong-password": "current", "wrong-second-factor": "code"}.get(wrong.code, "")
        if wrong.code == "factor-is-set":
            return RedirectResponse(ACCOUNT, 303)
        return _form(service, request, caller, {field: wrong.say(language_of(request))}, status=status)
    return page(request, "recovery", codes=codes)


def _prepared(service: Service, caller: Caller) -> str:
    require_reading(caller, caller.id)
    standing = accounts_of(service).standing(caller.id)
    if standing is None or standing.second_factor:
        raise ApiProblem("factor-is-set" if standing else "no-account")
    return accounts_of(service).prepare_factor(caller.id)


def _form(
    service: Service, request: Request, caller: Caller, errors: dict[str, str] | None = None, status: int = 200
) -> Response:
    [secret] = parse_qs(urlsplit(_prepared(service, caller)).query)["secret"]
    pieces = [secret[place : place + _PIECES] for place in range(0, len(secret), _PIECES)]
    return page(request, "factor", status, secret_key=" ".join(pieces), errors=errors or {}, key=str(uuid7()))
