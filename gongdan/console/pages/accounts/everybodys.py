"""Accounts for administrators: who can sign in, and for each person opening, resetting, signing out and closing."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError
from uuid_utils.compat import uuid7

from api.accounts.acting import (
    Given,
    Under,
    accounts_of,
    close_account,
    end_sessions,
    given,
    open_account,
    require_reading,
    reset_account,
    unlink_identity,
)
from api.accounts.keys import revoke_key, revoke_keys
from api.accounts.views import counting
from api.callers import Caller
from api.manners.language import language_of
from api.manners.problems import ApiProblem, status_of
from api.records.moment import now
from api.service import Service, ServiceOf
from api.staff.views import StaffView, staff_view
from api.tables.reading import caught_up, fetch
from domain.refusals import Refusal
from domain.rights import may
from gongdan.console.pages.accounts.history import happened
from gongdan.console.shell.forms import TypedOf
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import ACCOUNTS
from gongdan.console.shell.signed_in import SignedIn
from projections.staff import asking

router: Final = APIRouter()
_ONE: Final = f"{ACCOUNTS}/{{number}}"
Number = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Doing = Literal["opening", "reset", "sign-out", "unlinking", "revoking", "closing"]


@router.get(ACCOUNTS)
async def show(service: ServiceOf, request: Request, caller: SignedIn) -> Response:
    """All staff, those who can't sign in yet among them."""
    require_reading(caller)
    standing = {each.number: each for each in accounts_of(service).all()}
    people = await _everybody(service)
    rows = [(person, standing.get(person.number)) for person in people if person.employed or person.number in standing]
    return page(request, "accounts", rows=rows)


@router.get(_ONE)
async def one(service: ServiceOf, request: Request, caller: SignedIn, number: Number) -> Response:
    require_reading(caller)
    return await _page(service, request, number, caller)


@router.post(f"{_ONE}/key")
async def revoke(service: ServiceOf, request: Request, caller: SignedIn, number: Number, typed: TypedOf) -> Response:
    """A program's key, which opens nothing any more; a form that names no key is none of ours."""
    require_reading(caller)
    try:
        await revoke_key(service, number, typed.get("program", ""), Under(caller, typed.get("key") or None))
    except ValidationError:
        raise ApiProblem("no-route", path=request.url.path) from None
    except (ApiProblem, Refusal) as wrong:
        status = wrong.status if isinstance(wrong, ApiProblem) else status_of(wrong)
        return await _page(service, request, number, caller, refused=wrong.say(language_of(request)), status=status)
    return RedirectResponse(f"{ACCOUNTS}/{number}", 303)


@router.post(f"{_ONE}/{{doing}}")
async def do(
    service: ServiceOf, request: Request, caller: SignedIn, number: Number, doing: Doing, typed: TypedOf
) -> Response:
    """The page again: with the link to hand over, which is shown this once, or with what is wrong."""
    require_reading(caller)
    version = typed.get("version", "")
    under = Under(caller, typed.get("key") or None, f'"{version}"' if version.isdigit() else None)
    try:
        link = await _done(service, request, number, doing, under)
    except (ApiProblem, Refusal) as wrong:
        status = wrong.status if isinstance(wrong, ApiProblem) else status_of(wrong)
        return await _page(service, request, number, caller, refused=wrong.say(language_of(request)), status=status)
    if link is None:
        return RedirectResponse(f"{ACCOUNTS}/{number}", 303)
    return await _page(service, request, number, caller, link=link)


async def _done(service: Service, request: Request, number: str, doing: Doing, under: Under) -> Given | None:
    here = str(request.base_url).rstrip("/")
    match doing:
        case "opening":
            return given(service, number, (await open_account(service, number, under))[1], here)
        case "reset":
            return given(service, number, (await reset_account(service, number, under))[1], here)
        case "sign-out":
            await end_sessions(service, number, "all", under)
        case "unlinking":
            await unlink_identity(service, number, under)
        case "revoking":
            await revoke_keys(service, number, Under(under.caller, under.key))
        case "closing":
            await close_account(service, number, under)
    return None


async def _page(
    service: Service,
    request: Request,
    number: str,
    caller: Caller,
    *,
    link: Given | None = None,
    refused: str = "",
    status: int = 200,
) -> Response:
    person = next((each for each in await _everybody(service) if each.number == number), None)
    if person is None:
        raise ApiProblem("staff-not-found", number=number)
    accounts, told = accounts_of(service), await happened(service, number)
    return page(
        request,
        "accounts_one",
        status,
        person=person,
        standing=accounts.standing(number),
        sessions=accounts.sessions(number),
        keys=counting(accounts, number, now(service).date()),
        happened=told,
        may_act=may(caller.person, "open-account") is not None,
        link=link,
        refused=refused,
        key=str(uuid7()),
        version=len(told),
        zone=service.zone,
    )


async def _everybody(service: Service) -> list[StaffView]:
    await caught_up(service, "staff", None, None)
    at = now(service)
    return [staff_view(staff, at) for staff in await fetch(service.read, asking.everybody)]
