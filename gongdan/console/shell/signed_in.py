"""Who looks at a page: told by a cookie that holds the token they signed in with."""

from typing import Annotated, Final

from fastapi import Depends, Request, Response

from api.callers import Caller, Identify
from api.manners.problems import ApiProblem

COOKIE: Final = "gongdan"
_BETWEEN: Final = "|"
"""Of the token and, where the local operator acts for another, that person and role."""


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
    token, _, acting = request.cookies.get(COOKIE, "").partition(_BETWEEN)
    if not token:
        raise SignedOut(then, "token-missing")
    try:
        found = await known(request, token, acting or None)
    except ApiProblem as problem:
        if problem.status != 401:
            raise
        raise SignedOut(then, problem.code) from None
    request.state.caller = found
    return found


SignedIn = Annotated[Caller, Depends(signed_in)]


def remember(request: Request, response: Response, token: str, acting: str | None) -> None:
    """Until the browser is closed: how long a token lives is written in the token."""
    value = f"{token}{_BETWEEN}{acting}" if acting else token
    safe = request.url.scheme == "https"
    response.set_cookie(COOKIE, value, httponly=True, samesite="lax", secure=safe)


def forget(response: Response) -> None:
    response.delete_cookie(COOKIE)
