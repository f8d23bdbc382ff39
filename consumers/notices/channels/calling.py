"""A call over HTTPS that hands something over: told as exactly as can be whether it was, and by what code not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import httpx

from consumers.notices.channels.port import Deferred, Unknown

_WITHIN: Final = 15.0
_LONGEST: Final = 100_000
"""Bytes of an answer that are read."""
_NOT_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_BUSY: Final = frozenset({408, 425, 429, 503})
"""What says that nothing was done, and may be later."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back: the status, and the body as far as it was read."""

    status: int
    body: bytes = field(repr=False)


async def called(
    client: httpx.AsyncClient, method: str, url: str, headers: Mapping[str, str], content: bytes
) -> Answered | Deferred | Unknown:
    """Redirects are not followed: they would take what is said, and whose it is, elsewhere. Raises nothing."""
    try:
        async with client.stream(method, url, headers=dict(headers), content=content) as answer:
            body = await _read(answer)
    except _NOT_SENT as error:
        return Deferred(type(error).__name__)
    except (httpx.HTTPError, OSError) as error:
        return Unknown(type(error).__name__)
    if answer.status_code in _BUSY:
        return Deferred("Busy", answer.status_code)
    if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        return Unknown(f"Http{answer.status_code}")
    return Answered(answer.status_code, body)


async def _read(answer: httpx.Response) -> bytes:
    body = bytearray()
    async for piece in answer.aiter_bytes():
        body += piece
        if len(body) > _LONGEST:
            break
    return bytes(body)


def client(verify: Any = True) -> httpx.AsyncClient:
    """No proxy and no password of the environment: where a call goes is what the settings say."""
    return httpx.AsyncClient(timeout=_WITHIN, follow_redirects=False, trust_env=False, verify=verify)
