"""Signing in with a password or a token, and out again; choosing the language of the pages."""

from typing import TYPE_CHECKING, Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.accounts.acting import accounts_of
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.service import Service, ServiceOf
from gongdan.console.shell.browsers import address_of, browser_of
from gongdan.console.shell.forms import Typed, TypedOf
from gongdan.console.shell.frame import page
from gongdan.console.shell.language import choose
from gongdan.console.shell.place import CODE, LANGUAGE, SIGN_IN, SIGN_OUT, TASKS, own_page
from gongdan.console.shell.signed_in import (
    encrypted,
    forget,
    known,
    remember,
    remember_session,
    session_cookie,
    session_of,
)

if TYPE_CHECKING:
    from gongdan.access.provider.provider import Provider

router: Final = APIRouter()

_FIRST_TIME: Final = "token-missing"
"""Nothing to be told: they have not signed in yet."""
_TOLD: Final = ("bad-token", "expired-token", "session-ended")
_LEFT: Final = "signed-out"
"""By who may be signed in at the identity provider still."""
_LONGEST: Final = 2_000
Then = Annotated[str, Query(max_length=_LONGEST)]


def address(then: str, why: str) -> str:
    """Of the page to sign in, which leads back to the one that was asked for."""
    said = {"then": own_page(then)} | ({} if why == _FIRST_TIME else {"why": why})
    return f"{SIGN_IN}?{urlencode(said)}"


@router.get(SIGN_IN)
async def show(
    request: Request,
    then: Then = TASKS,
    why: Annotated[str | None, Query(max_length=40)] = None,
    by: Annotated[str | None, Query(max_length=10)] = None,
) -> Response:
    """With a token where that is asked for, or as long as nobody has an account."""
    said = ApiProblem(why).say(language_of(request)) if why in _TOLD else None
    left = await _way_out(request) if why == _LEFT else None
    service: Service = request.app.state.service
    with_token = by == "token" or not (service.accounts and service.accounts.any())
    return form(request, own_page(then), said, with_token=with_token, left=left)


@router.post(SIGN_IN)
async def sign_in(service: ServiceOf, request: Request, typed: TypedOf) -> Response:
    """Whoever holds the token, or knows the password. What is wrong is told beside its field."""
    then = own_page(typed.get("then", TASKS))
    with_token = "number" not in typed
    try:
        if with_token:
            return await _by_token(request, typed, then)
        return await _by_password(service, request, typed, then)
    except ApiProblem as problem:
        said = problem.say(language_of(request))
        return form(request, then, said, with_token=with_token, typed=typed, status=problem.status)


async def _by_token(request: Request, typed: Typed, then: str) -> Response:
    given, other = typed.get("token", ""), typed.get("acting") or None
    if not given:
        raise ApiProblem("token-missing")
    if (await known(request, given, other)).key is not None:
        raise ApiProblem("bad-token")
    answer = RedirectResponse(then, 303)
    remember(request, answer, given, other)
    return answer


async def _by_password(service: Service, request: Request, typed: Typed, then: str) -> Response:
    accounts, number, former = accounts_of(service), typed["number"], session_of(request)
    cookie, half = await accounts.sign_in(number, typed.get("password", ""), address_of(request), browser_of(request))
    if service.staff is None or await service.staff.person(number, anew=True) is None:
        accounts.end(number)
        raise ApiProblem("account-of-left")
    if former:
        accounts.end(former.number, one=former.id)
    answer = RedirectResponse(f"{CODE}?{urlencode({'then': then})}" if half else then, 303)
    remember_session(request, answer, cookie)
    return answer


@router.get(CODE)
async def ask_code(request: Request, then: Then = TASKS) -> Response:
    """The second step, for whose password was right just now."""
    session = session_of(request)
    if session is None or not session.half:
        return RedirectResponse(address(then, "session-ended"), 303)
    return page(request, "sign_in_code", then=own_page(then), said=None)


@router.post(CODE)
async def take_code(service: ServiceOf, request: Request, typed: TypedOf) -> Response:
    then = own_page(typed.get("then", TASKS))
    try:
        cookie = await accounts_of(service).complete(
            session_cookie(request), typed.get("code", ""), address_of(request)
        )
    except ApiProblem as problem:
        if problem.code == "session-ended":
            return RedirectResponse(address(then, problem.code), 303)
        said = problem.say(language_of(request))
        return page(request, "sign_in_code", problem.status, then=then, said=said)
    answer = RedirectResponse(then, 303)
    remember_session(request, answer, cookie)
    return answer


@router.post(SIGN_OUT)
async def sign_out(request: Request) -> Response:
    """The session counts no more, whoever else has its cookie."""
    service: Service = request.app.state.service
    session = session_of(request)
    if service.accounts and session:
        service.accounts.end(session.number, one=session.id)
    standing = service.accounts.standing(session.number) if service.accounts and session else None
    answer = RedirectResponse(f"{SIGN_IN}?why={_LEFT}" if standing and standing.linked else SIGN_IN, 303)
    forget(request, answer)
    return answer


@router.post(LANGUAGE)
async def speak(request: Request, typed: TypedOf) -> Response:
    """Back to the page they were on, in this language."""
    answer = RedirectResponse(own_page(typed.get("then", TASKS)), 303)
    choose(answer, "en" if typed.get("language") == "en" else "zh", secure=encrypted(request))
    return answer


async def _way_out(request: Request) -> str | None:
    """Of the identity provider, which may know them as signed in still."""
    provider: Provider | None = request.app.state.provider
    service: Service = request.app.state.service
    home = service.accounts.address if service.accounts else None
    return await provider.way_out(f"{home}{SIGN_IN}") if provider and home else None


def form(
    request: Request,
    then: str,
    said: str | None,
    *,
    with_token: bool,
    typed: Typed | None = None,
    status: int = 200,
    left: str | None = None,
) -> Response:
    """The page to sign in: ``said`` what is wrong, ``left`` where one signs out of the identity provider too."""
    service: Service = request.app.state.service
    provider: Provider | None = request.app.state.provider
    known_accounts = bool(service.accounts and service.accounts.any())
    return page(
        request,
        "sign_in",
        status,
        then=then,
        said=said,
        with_token=with_token,
        accounts=known_accounts,
        provider=provider.name if provider else None,
        left=left,
        number=(typed or {}).get("number", ""),
        acting=(typed or {}).get("acting", ""),
    )
