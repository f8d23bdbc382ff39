"""One's own account: the password, the second factor, where one is signed in, and what happened to it."""

from collections.abc import Mapping
from typing import Final, cast

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from uuid_utils.compat import uuid7

from api.accounts.acting import Under, accounts_of, change_password, end_sessions, remove_factor, require_reading
from api.accounts.port import ProgramKey
from api.callers import Caller
from api.manners.language import language_of
from api.manners.problems import ApiProblem, status_of
from api.service import Service, ServiceOf
from domain.accounts.events import Which
from domain.refusals import Refusal
from gongdan.console.pages.accounts.history import happened
from gongdan.console.shell.browsers import browser_of
from gongdan.console.shell.forms import Typed, TypedOf
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import ACCOUNT, FACTOR
from gongdan.console.shell.signed_in import SignedIn, own_session, remember_session

router: Final = APIRouter()
_DONE: Final = ("password", "factor", "sessions", "key", "linked", "unlinked")
_BESIDE: Final = {
    "wrong-password": "current",
    "password-short": "password",
    "password-long": "password",
    "password-common": "password",
    "passwords-differ": "again",
}
"""Beside which field of the form a problem is told."""


@router.get(ACCOUNT)
async def show(service: ServiceOf, request: Request, caller: SignedIn, done: str = "") -> Response:
    """``done`` says what was done just now, by its code."""
    return await shown(service, request, caller, done=done if done in _DONE else "")


@router.post(f"{ACCOUNT}/password")
async def change(service: ServiceOf, request: Request, caller: SignedIn, typed: TypedOf) -> Response:
    """All other sessions end; this one goes on under a new cookie."""
    accounts = accounts_of(service)
    try:
        accounts.check_new(caller.id, typed.get("password", ""), typed.get("again", ""))
        await accounts.check_password(caller.id, typed.get("current", ""))
        under = Under(caller, typed.get("key") or None)
        await change_password(service, caller.id, typed.get("password", ""), typed.get("again", ""), under)
    except (ApiProblem, Refusal) as wrong:
        return await refused(service, request, caller, "password", wrong)
    answer = RedirectResponse(f"{ACCOUNT}?done=password", 303)
    if own_session(request):
        remember_session(request, answer, accounts.begin(caller.id, browser_of(request)))
    return answer


@router.post(f"{FACTOR}/removal")
async def without_factor(service: ServiceOf, request: Request, caller: SignedIn, typed: TypedOf) -> Response:
    try:
        await accounts_of(service).check_password(caller.id, typed.get("current", ""))
        await remove_factor(service, caller.id, Under(caller, typed.get("key") or None))
    except (ApiProblem, Refusal) as wrong:
        return await refused(service, request, caller, "factor", wrong)
    return RedirectResponse(f"{ACCOUNT}?done=factor", 303)


@router.post(f"{ACCOUNT}/sessions")
async def end(service: ServiceOf, request: Request, caller: SignedIn, typed: TypedOf) -> Response:
    """One of them, or all but the one that asks."""
    one = typed.get("one") or None
    which = cast("Which", "one" if one else "others")
    under = Under(caller, typed.get("key") or None)
    await end_sessions(service, caller.id, which, under, one=one, but=None if one else own_session(request))
    return RedirectResponse(f"{ACCOUNT}?done=sessions", 303)


async def refused(
    service: Service, request: Request, caller: Caller, form: str, wrong: ApiProblem | Refusal
) -> Response:
    """The page again, with what is wrong beside its field of that form."""
    status = wrong.status if isinstance(wrong, ApiProblem) else status_of(wrong)
    errors = {f"{form}.{_BESIDE.get(wrong.code, '')}": wrong.say(language_of(request))}
    return await shown(service, request, caller, errors=errors, status=status)


async def shown(
    service: Service,
    request: Request,
    caller: Caller,
    *,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
    done: str = "",
    typed: Typed | None = None,
    secret: str = "",
    made: ProgramKey | None = None,
) -> Response:
    require_reading(caller, caller.id)
    accounts = accounts_of(service)
    return page(
        request,
        "account",
        status,
        standing=accounts.standing(caller.id),
        provider=provider.name if (provider := request.app.state.provider) else None,
        sessions=accounts.sessions(caller.id),
        own=own_session(request),
        happened=await happened(service, caller.id),
        errors=errors or {},
        done=done,
        key=str(uuid7()),
        zone=service.zone,
        keys=accounts.keys(caller.id),
        typed=typed or {},
        secret_key=secret,
        made=made,
    )
