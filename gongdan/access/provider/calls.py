"""Calls to the provider: short, to its own addresses alone, and what it answers is read up to a limit."""

import asyncio
import json
from typing import Any, Final, cast

import httpx

_WITHIN: Final = 8.0
"""Seconds for the whole of a call: somebody is waiting for the page."""
_LONGEST: Final = 500_000


class Away(Exception):
    """The provider does not answer, or nothing that can be used; ``why`` holds nothing that it said."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def client(verify: Any) -> httpx.AsyncClient:
    """No proxy of the environment, and no redirect is followed: where a call goes is what the settings say."""
    return httpx.AsyncClient(timeout=_WITHIN, follow_redirects=False, trust_env=False, verify=verify)


async def asked(calls: httpx.AsyncClient, request: httpx.Request) -> tuple[int, dict[str, Any]]:
    """The status and the JSON object that came. Raises Away."""
    try:
        async with asyncio.timeout(_WITHIN):
            answer = await calls.send(request, stream=True)
            try:
                body = await _read(answer)
            finally:
                await answer.aclose()
        said = json.loads(body)
    except (httpx.HTTPError, OSError, ValueError) as error:
        raise Away(type(error).__name__) from None
    if not isinstance(said, dict) or answer.is_redirect or answer.is_server_error:
        raise Away(f"Http{answer.status_code}")
    return answer.status_code, cast("dict[str, Any]", said)


async def _read(answer: httpx.Response) -> bytes:
    body = bytearray()
    async for piece in answer.aiter_bytes():
        body += piece
        if len(body) > _LONGEST:
            raise ValueError
    return bytes(body)
