"""The language of the pages: what the reader chose, else what their browser asks for."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from http.cookies import CookieError, SimpleCookie
from importlib.resources import files
from typing import Final

from fastapi import Response
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from domain.refusals import Language

COOKIE: Final = "gongdan_language"
_SAFE: Final = f"__Host-{COOKIE}"
_A_YEAR: Final = 365 * 24 * 3600
_LANGUAGES: Final = ("zh", "en")


class Chosen:
    """Who chose a language asks for it with every request: whatever answers need know of Accept-Language alone."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (language := _chosen(Headers(scope=scope).get("cookie", ""))):
            others = [(name, value) for name, value in scope["headers"] if name != b"accept-language"]
            scope = {**scope, "headers": [*others, (b"accept-language", language.encode())]}
        await self._app(scope, receive, send)


def choose(response: Response, language: Language, *, secure: bool) -> None:
    """For this browser; ``secure`` where pages come encrypted: no other host of the domain chooses for it then."""
    name = _SAFE if secure else COOKIE
    response.set_cookie(name, language, max_age=_A_YEAR, httponly=True, samesite="lax", secure=secure, path="/")


@cache
def translations(language: Language, catalogue: str = "console") -> NullTranslations:
    """The words of the pages' frames: English is what the templates say."""
    if language == "en":
        return NullTranslations()
    compiled = files("gongdan.console").joinpath("locale", "zh_CN", "LC_MESSAGES", f"{catalogue}.mo")
    with compiled.open("rb") as stream:
        return GNUTranslations(stream)


def _chosen(cookies: str) -> str | None:
    try:
        kept = SimpleCookie(cookies)
    except CookieError:
        return None
    said = kept.get(_SAFE) or kept.get(COOKIE)
    return said.value if said and said.value in _LANGUAGES else None
