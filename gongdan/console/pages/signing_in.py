"""Signing in with a token, and out again; choosing the language of the pages."""

from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.manners.language import language_of
from api.manners.problems import ApiProblem
from gongdan.console.shell.forms import TypedOf
from gongdan.console.shell.frame import page
from gongdan.console.shell.language import choose
from gongdan.console.shell.place import LANGUAGE, SIGN_IN, SIGN_OUT, TASKS, own_page
from gongdan.console.shell.signed_in import forget, known, remember

router: Final = APIRouter()

_FIRST_TIME: Final = "token-missing"
"""Nothing to be told: they have not signed in yet."""
_LONGEST: Final = 2_000
Then = Annotated[str, Query(max_length=_LONGEST)]


def address(then: str, why: str) -> str:
    """Of the page to sign in, which leads back to the one that was asked for."""
    said = {"then": own_page(then)} | ({} if why == _FIRST_TIME else {"why": why})
    return f"{SIGN_IN}?{urlencode(said)}"


@router.get(SIGN_IN)
async def show(
    request: Request, then: Then = TASKS, why: Annotated[str | None, Query(max_length=40)] = None
) -> Response:
    said = ApiProblem(why).say(language_of(request)) if why in ("bad-token", "expired-token") else None
    return page(request, "sign_in", then=own_page(then), said=said, acting="")


@router.post(SIGN_IN)
async def sign_in(request: Request, typed: TypedOf) -> Response:
    """Whoever holds the token. A wrong one is told beside its field."""
    given, other, then = typed.get("token", ""), typed.get("acting") or None, own_page(typed.get("then", TASKS))
    try:
        if not given:
            raise ApiProblem("token-missing")
        await known(request, given, other)
    except ApiProblem as problem:
        said = problem.say(language_of(request))
        return page(request, "sign_in", problem.status, then=then, said=said, acting=other or "")
    answer = RedirectResponse(then, 303)
    remember(request, answer, given, other)
    return answer


@router.post(SIGN_OUT)
async def sign_out() -> Response:
    answer = RedirectResponse(SIGN_IN, 303)
    forget(answer)
    return answer


@router.post(LANGUAGE)
async def speak(typed: TypedOf) -> Response:
    """Back to the page they were on, in this language."""
    answer = RedirectResponse(own_page(typed.get("then", TASKS)), 303)
    choose(answer, "en" if typed.get("language") == "en" else "zh")
    return answer
