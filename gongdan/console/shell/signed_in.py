"""Who looks at a page: told by the cookie of a session, or by one that holds the token they signed in with."""

import re
from typing import Annotated, Final

from fastapi import Depends, Request, Response

from api.accounts.port import Accounts, Session
from api.callers import Caller, Identify
from api.manners.problems import ApiProblem

_GIVEN: Final = "gongdan"
_SESSION: Final = "gongdan_session"
_BETWEEN: Final = "|"
"""Of the token and, where the local operator acts for another, that person and role."""


_AWAY: Final = 600
"""Seconds that a browser keeps a sign-in that is under way elsewhere."""


class SignedOut(Exception):
    """Nobody is signed in, or no longer; ``then`` is the page that was asked for, ``code`` why."""

    def __init__(self, then: str, code: str) -> None:
        super().__init__(code)
        self.then, self.code = then, code


async def known(request: Request, token: str, acting: str | None) -> Caller:
    """Whose token it is. Raises ApiProblem."""
    service = request.app.state.service
    identify: Identify = service.identify
    found = identify(token, acting)
    return await service.staff.today(found) if service.staff else found


async def signed_in(request: Request) -> Caller:
    """The person who looks. Raises SignedOut."""
    then = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if session_cookie(request):
        found = await _of_session(request, then)
    else:
        found = await _of_token(request, then)
    request.state.caller, request.state.names = found, await request.app.state.names.now()
    return found


async def _of_session(request: Request, then: str) -> Caller:
    service = request.app.state.service
    session = session_of(request)
    person = await service.staff.person(session.number) if session and not session.half and service.staff else None
    if person is None:
        raise SignedOut(then, "session-ended")
    request.state.session = session
    return person


async def _of_token(request: Request, then: str) -> Caller:
    token, _, acting = request.cookies.get(of_this_host(request, _GIVEN), "").partition(_BETWEEN)
    if not token:
        raise SignedOut(then, "token-missing")
    try:
        found = await known(request, token, acting or None)
    except ApiProblem as problem:
        if problem.status != 401:
            raise
        raise SignedOut(then, problem.code) from None
    if found.key is not None:
        raise SignedOut(then, "bad-token")
    return found


SignedIn = Annotated[Caller, Depends(signed_in)]


def session_cookie(request: Request) -> str:
    """Nothing where there is none."""
    return request.cookies.get(_name(request), "")


def session_of(request: Request) -> Session | None:
    """The session, half or whole, of the cookie that came; None where it counts no more."""
    accounts: Accounts | None = request.app.state.service.accounts
    cookie = session_cookie(request)
    return accounts.session(cookie, seen=_by_a_person(request)) if accounts and cookie else None


def _by_a_person(request: Request) -> bool:
    """A page that is open somewhere asks what is new by itself: that keeps nobody signed in."""
    return request.method != "GET" or request.headers.get("sec-fetch-dest") != "empty"


def own_session(request: Request) -> str | None:
    """The id of the session that the page is looked at in; None with a token."""
    session: Session | None = getattr(request.state, "session", None)
    return session.id if session else None


def remember(request: Request, response: Response, token: str, acting: str | None) -> None:
    """Until the browser is closed: how long a token lives is written in the token."""
    forget(request, response)
    value = f"{token}{_BETWEEN}{acting}" if acting else token
    name, safe = of_this_host(request, _GIVEN), encrypted(request)
    response.set_cookie(name, value, httponly=True, samesite="lax", secure=safe, path="/")


def remember_session(request: Request, response: Response, cookie: str) -> None:
    """Until the browser is closed, or the session ends."""
    forget(request, response)
    safe = encrypted(request)
    response.set_cookie(_name(request), cookie, httponly=True, samesite="lax", secure=safe, path="/")


def remember_journey(request: Request, response: Response, state: str, sealed: str) -> None:
    """A sign-in under way elsewhere, each under a name of its own: there may be one in every tab."""
    safe = encrypted(request)
    name = _journey_name(request, state)
    response.set_cookie(name, sealed, max_age=_AWAY, httponly=True, samesite="lax", secure=safe, path="/")


def journey_cookie(request: Request, state: str) -> str:
    """Nothing where there is none."""
    return request.cookies.get(_journey_name(request, state), "")


def forget_journey(request: Request, response: Response, state: str) -> None:
    name = _journey_name(request, state)
    if name in request.cookies:
        response.delete_cookie(name, httponly=True, samesite="lax", secure=encrypted(request), path="/")


def _journey_name(request: Request, state: str) -> str:
    """What is no state of ours names no cookie."""
    mark = state[:8] if re.fullmatch(r"[\w-]{8,100}", state, re.ASCII) else ""
    return of_this_host(request, f"gongdan_way-{mark}")


def forget(request: Request, response: Response) -> None:
    """However they were signed in."""
    for name in (of_this_host(request, _GIVEN), _name(request)):
        if name in request.cookies:
            response.delete_cookie(name, httponly=True, samesite="lax", secure=encrypted(request), path="/")


def _name(request: Request) -> str:
    return of_this_host(request, _SESSION)


def of_this_host(request: Request, name: str) -> str:
    """Of a cookie; where pages come encrypted, no other site of the domain can put one of its own there."""
    return f"__Host-{name}" if encrypted(request) else name


def encrypted(request: Request) -> bool:
    """Whether browsers get the pages so: what stands before the service may do it."""
    accounts: Accounts | None = request.app.state.service.accounts
    said = accounts.address if accounts else None
    return said.startswith("https:") if said else request.url.scheme == "https"
