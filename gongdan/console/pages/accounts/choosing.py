"""A one-time link: who opens it chooses a password and is signed in; the first of all says who they are as well."""

from typing import Annotated, Final

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from api.accounts.acting import Under, accounts_of, change_password
from api.accounts.first import first_administrator
from api.accounts.port import OneTimeLink
from api.callers import Caller
from api.manners.language import language_of
from api.manners.problems import ApiProblem, status_of
from api.service import Service, ServiceOf
from domain.refusals import Refusal
from domain.staff.commands import JoinStaff
from gongdan.access.acting import is_staff
from gongdan.console.shell.browsers import browser_of
from gongdan.console.shell.forms import Typed, TypedOf
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import LINK, TASKS
from gongdan.console.shell.signed_in import remember_session

router: Final = APIRouter()
_ADDRESS: Final = f"{LINK}/{{secret}}"
Secret = Annotated[str, Path(max_length=100)]
_FIELDS: Final = {
    "password-short": "password",
    "password-long": "password",
    "password-common": "password",
    "passwords-differ": "again",
}
"""Beside which field a problem is told."""


@router.get(_ADDRESS)
async def show(service: ServiceOf, request: Request, secret: Secret) -> Response:
    """Looking uses nothing up: some programs open every link that they are sent."""
    return _form(request, accounts_of(service).link(secret), {})


@router.post(_ADDRESS)
async def take(service: ServiceOf, request: Request, secret: Secret, typed: TypedOf) -> Response:
    """The password is chosen, every session of before is over, and a new one begins."""
    link, language = accounts_of(service).link(secret), language_of(request)
    try:
        cookie = await _chosen(service, request, secret, link, typed)
    except _Wrong as wrong:
        return _form(request, link, typed, {wrong.field: wrong.said}, status=422)
    except ApiProblem as problem:
        field = _FIELDS.get(problem.code, "")
        return _form(request, link, typed, {field: problem.say(language)}, status=problem.status)
    except Refusal as refusal:
        return _form(request, link, typed, {"": refusal.say(language)}, status=status_of(refusal))
    answer = RedirectResponse(TASKS, 303)
    remember_session(request, answer, cookie)
    return answer


class _Wrong(Exception):
    """What was typed can't be: ``said`` beside its field."""

    def __init__(self, field: str, said: str) -> None:
        super().__init__(field)
        self.field, self.said = field, said


async def _chosen(service: Service, request: Request, secret: str, link: OneTimeLink, typed: Typed) -> str:
    """The cookie of a new session."""
    accounts, number = accounts_of(service), link.number or typed.get("number", "")
    password, again = typed.get("password", ""), typed.get("again", "")
    if link.number is None:
        _require_person(typed, chinese=language_of(request) == "zh")
    accounts.check_new(number, password, again)
    if link.number is None:
        await first_administrator(service, secret, number, typed["name"])
    person = await _person(service, number)
    await change_password(service, number, password, again, Under(person))
    return accounts.begin(number, browser_of(request))


def _require_person(typed: Typed, *, chinese: bool) -> None:
    """Raises _Wrong."""
    if not is_staff(typed.get("number", "")):
        said = "应为 1 至 64 个字母、数字、_ 或 -。", "Should be 1 to 64 letters, digits, _ or -."
        raise _Wrong("number", said[0 if chinese else 1])
    try:
        JoinStaff.model_validate({"name": typed.get("name", ""), "office": "-", "since": "2000-01-01"})
    except ValidationError:
        said = "应为一行文字，最多 300 个字符。", "Should be a line of at most 300 characters."
        raise _Wrong("name", said[0 if chinese else 1]) from None


async def _person(service: Service, number: str) -> Caller:
    """Raises ApiProblem where they do not work here."""
    person = await service.staff.person(number, anew=True) if service.staff else None
    if person is None:
        raise ApiProblem("account-of-left")
    return person


def _form(
    request: Request, link: OneTimeLink, typed: Typed, errors: dict[str, str] | None = None, status: int = 200
) -> Response:
    provider = request.app.state.provider
    named = provider.name if provider and link.number is not None else None
    return page(request, "choose", status, link=link, typed=typed, errors=errors or {}, provider=named)
