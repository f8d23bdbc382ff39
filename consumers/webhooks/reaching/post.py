"""One request to an endpoint: to the very address that was checked, no further, and within bounds."""

import asyncio
import ssl
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Final

import httpcore

from consumers.webhooks.reaching.addresses import Address, Network
from consumers.webhooks.reaching.endpoints import Endpoint, NoEndpoint, endpoint
from consumers.webhooks.reaching.finding import Forbidden, NotFound, Resolve, addresses, may_lead, resolve

_MOST: Final = 65_536
"""Bytes of an answer that are read, and thrown away: who says more is not listened to any longer."""
_TRIED: Final = 3
"""Addresses of one name."""
_AT_ONCE: Final = 128
"""Requests of all webhooks: more only make one another late, and a request that waits for us is no endpoint's fault."""
_IDLE: Final = 30.0
_GOOD: Final = range(200, 300)
_REDIRECT: Final = range(300, 400)
_GONE: Final = 410
Place = tuple[str, str, str, int]
"""Whose, scheme, host and port."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How a request went: the ``status`` of the endpoint's answer, or else the ``error``, a word; no text of theirs."""

    ms: int
    status: int | None = None
    error: str | None = None
    retry_after: float | None = None

    @property
    def taken(self) -> bool:
        return self.status in _GOOD

    @property
    def gone(self) -> bool:
        """It says that it wants no more."""
        return self.status == _GONE

    @property
    def why(self) -> str | None:
        """None where it was taken."""
        if self.taken:
            return None
        return self.error or ("redirect" if self.status in _REDIRECT else "status")


class Post:
    """``allowed`` are networks of the house that may be reached, also in the clear; ``within`` are seconds in all."""

    def __init__(
        self,
        allowed: Sequence[Network] = (),
        within: float = 20.0,
        context: ssl.SSLContext | None = None,
        resolve: Resolve = resolve,
    ) -> None:
        self._allowed, self._within, self._resolve = allowed, within, resolve
        self._context = context or _trusting_the_public()
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._idle = defaultdict[Place, deque[tuple[float, httpcore.AsyncConnectionPool]]](deque)

    def may_reach(self, url: str) -> bool:
        """False where nothing is ever delivered, whatever a name may lead to."""
        try:
            return may_lead(endpoint(url), self._allowed)
        except NoEndpoint:
            return False

    async def deliver(self, url: str, headers: Mapping[str, str], body: bytes, whose: str = "") -> Answer:
        """Never raises for what the other side does or is; ``whose`` names the webhook."""
        async with self._turns:
            return await self._deliver(url, headers, body, whose)

    async def _deliver(self, url: str, headers: Mapping[str, str], body: bytes, whose: str) -> Answer:
        began, status, error, retry_after = time.monotonic(), None, None, None
        try:
            async with asyncio.timeout(self._within):
                to = endpoint(url)
                found = await addresses(to, self._allowed, self._resolve)
                async with self._connection(whose, to) as connection:
                    status, retry_after = await self._asked(connection, to, found, headers, body)
        except NoEndpoint as refused:
            error = f"url-{refused.rule}"
        except Forbidden:
            error = "address-forbidden"
        except NotFound:
            error = "name-not-found"
        except (TimeoutError, httpcore.TimeoutException):
            error = "timeout"
        except (httpcore.ConnectError, ssl.SSLError) as failed:
            error = "tls" if _is_of_tls(failed) else "no-connection"
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError, ValueError):
            error = "connection-lost"
        return Answer(round((time.monotonic() - began) * 1000), status, error, retry_after)

    async def close(self) -> None:
        every = [connection for idle in self._idle.values() for _, connection in idle]
        self._idle.clear()
        for connection in every:
            await connection.aclose()

    async def _asked(
        self,
        connection: httpcore.AsyncConnectionPool,
        to: Endpoint,
        found: Sequence[Address],
        headers: Mapping[str, str],
        body: bytes,
    ) -> tuple[int, float | None]:
        """By the first of its addresses that can be connected to."""
        tried = found[:_TRIED]
        for address in tried:
            try:
                return await self._posted(connection, to, address, headers, body)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if address is tried[-1]:
                    raise
        raise NotFound(to.host)

    async def _posted(
        self,
        connection: httpcore.AsyncConnectionPool,
        to: Endpoint,
        address: Address,
        headers: Mapping[str, str],
        body: bytes,
    ) -> tuple[int, float | None]:
        """The name is used for the certificate and the Host header, never to connect by."""
        url = httpcore.URL(scheme=to.scheme, host=str(address), port=to.port, target=to.target)
        said = [
            ("Host", to.netloc),
            *headers.items(),
            ("Content-Length", str(len(body))),
            ("Accept-Encoding", "identity"),
        ]
        step = self._within / 2
        extensions = {"sni_hostname": to.host, "timeout": {"connect": step, "read": self._within, "pool": self._within}}
        async with connection.stream("POST", url, headers=said, content=body, extensions=extensions) as answer:
            await _heard(answer)
            return answer.status, _retry_after(answer)

    @asynccontextmanager
    async def _connection(self, whose: str, to: Endpoint) -> AsyncIterator[httpcore.AsyncConnectionPool]:
        """Nobody else's until it is left: a pool of one, for in one of all each request would look at every connection.

        A name each: connections to one address may have shown the certificate of another name. The last that was used
        is the next; those that nobody needed for long are closed.
        """
        idle = self._idle[whose, to.scheme, to.host, to.port]
        connection = idle.pop()[1] if idle else self._another()
        while idle and idle[0][0] < time.monotonic() - _IDLE:
            await idle.popleft()[1].aclose()
        try:
            yield connection
        except BaseException:  # whatever state it is in, the next one is to begin with another
            await connection.aclose()
            raise
        idle.append((time.monotonic(), connection))

    def _another(self) -> httpcore.AsyncConnectionPool:
        return httpcore.AsyncConnectionPool(
            ssl_context=self._context, max_connections=1, keepalive_expiry=_IDLE, http2=False
        )


@cache
def _trusting_the_public() -> ssl.SSLContext:
    """Made once: to read the authorities takes 20 ms."""
    return ssl.create_default_context()


async def _heard(answer: httpcore.Response) -> None:
    """To its end where that is near, so that the connection can be used again."""
    read = 0
    async for piece in answer.aiter_stream():
        read += len(piece)
        if read > _MOST:
            return


def _is_of_tls(error: BaseException | None) -> bool:
    """httpcore tells it by what caused it."""
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _retry_after(answer: httpcore.Response) -> float | None:
    """Seconds, said as such or as a date (RFC 9110)."""
    said = next((value.decode("latin-1") for name, value in answer.headers if name.lower() == b"retry-after"), "")
    if said.isdecimal():
        return float(said[:9])
    try:
        when = parsedate_to_datetime(said)
    except (TypeError, ValueError, OverflowError):
        return None
    return max((when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds(), 0.0)
