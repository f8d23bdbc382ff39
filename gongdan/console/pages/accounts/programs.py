"""Keys of one's own that programs act with: issued and shown once, revoked."""

from datetime import timedelta
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from api.accounts.acting import Under
from api.accounts.keys import issue_key, revoke_key
from api.accounts.routes import KeyBody
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.records.moment import now
from api.service import ServiceOf
from domain.refusals import Refusal
from gongdan.console.pages.accounts.mine import refused, shown
from gongdan.console.shell.fields import Wrong, filled
from gongdan.console.shell.forms import TypedOf
from gongdan.console.shell.place import ACCOUNT
from gongdan.console.shell.signed_in import SignedIn

router: Final = APIRouter()
_DAYS: Final = ("30", "90", "365")


@router.post(f"{ACCOUNT}/keys")
async def issue(service: ServiceOf, request: Request, caller: SignedIn, typed: TypedOf) -> Response:
    """The page with the secret, which is told this once; or with what is wrong."""
    days = int(typed["days"]) if typed.get("days") in _DAYS else int(_DAYS[0])
    until = (now(service) + timedelta(days=days)).date().isoformat()
    said = {name: typed.get(name, "") for name in ("purpose", "roles")}
    asked = said | {"reads_only": "false" if typed.get("writes") else "true", "until": until}
    try:
        body = filled(KeyBody, asked, service.zone, language_of(request))
        under = Under(caller, typed.get("key") or None)
        _, key, secret = await issue_key(
            service, caller.id, body.purpose, body.roles, body.reads_only, body.until, under
        )
    except Wrong as wrong:
        errors = {f"key.{name}": said for name, said in wrong.errors.items()}
        return await shown(service, request, caller, errors=errors, status=422, typed=typed)
    except (ApiProblem, Refusal) as wrong:
        return await refused(service, request, caller, "key", wrong)
    return await shown(service, request, caller, secret=secret, made=key)


@router.post(f"{ACCOUNT}/keys/revocation")
async def revoke(service: ServiceOf, request: Request, caller: SignedIn, typed: TypedOf) -> Response:
    """A form that names no key is none of ours."""
    try:
        await revoke_key(service, caller.id, typed.get("program", ""), Under(caller, typed.get("key") or None))
    except ValidationError:
        raise ApiProblem("no-route", path=request.url.path) from None
    except (ApiProblem, Refusal) as wrong:
        return await refused(service, request, caller, "key", wrong)
    return RedirectResponse(f"{ACCOUNT}?done=key", 303)
