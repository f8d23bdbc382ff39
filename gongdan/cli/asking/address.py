"""Where the service is, and the token that lets one in: from the environment or run.json, checked before it is used."""

from typing import Final

import httpx

from gongdan.cli.showing.said import say
from gongdan.failures import Failure
from gongdan.service.run_file import read
from gongdan.settings import Settings

_LONGEST: Final = 8_192
"""Characters of a token or an address; what is longer no server would read."""
_LAST_PORT: Final = 65_535


def address(settings: Settings) -> tuple[str, str]:
    """The service's URL, and a token. Raises Failure where there is none, or where one can't be."""
    if settings.token:
        token = _token(settings.token.get_secret_value())
        return _url(settings.api_url) if settings.api_url else read(settings.home).api, token
    if settings.api_url:
        raise Failure("token-needed")
    run = read(settings.home)
    return run.api, run.token


def _token(text: str) -> str:
    if text.isascii() and text.isprintable() and " " not in text and len(text) <= _LONGEST:
        return text
    why = say("令牌应原样取自“gongdan token”的输出", "should be what `gongdan token` prints, in ASCII")
    raise Failure("bad-setting", variable="GONGDAN_TOKEN", why=why)


def _url(text: str) -> str:
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, UnicodeError):
        url = httpx.URL("")
    if url.scheme in ("http", "https") and url.host and (url.port or 80) <= _LAST_PORT and len(text) <= _LONGEST:
        return text
    why = say("应为 http://主机:端口 形式的地址", "should be an address like http://host:8080")
    raise Failure("bad-setting", variable="GONGDAN_API_URL", why=why)
