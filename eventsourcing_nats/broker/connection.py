"""A connection that fails fast at first, and once it has stood comes back by itself for ever."""

import asyncio
import contextlib
import itertools
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError

from eventsourcing_nats.broker.dialling import dial
from eventsourcing_nats.broker.requests import Requests, Unanswered, Undelivered
from eventsourcing_nats.errors import StoreUnavailable
from eventsourcing_nats.settings import LogSettings

log = structlog.get_logger(__name__)

_RETRY_PAUSE = 0.1

T = TypeVar("T")


class Connection:
    """One connection to the broker with its requests.

    ``losses`` counts how often it was lost, so that others notice that what they had set up there is gone.
    """

    def __init__(self, settings: LogSettings, purpose: str) -> None:
        self.settings, self.purpose = settings, purpose
        self.losses = 0
        self.client = Client()
        self.requests: Requests | None = None
        self._up = asyncio.Event()
        self._closing = False
        self._reopening: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, settings: LogSettings, purpose: str) -> "Connection":
        """Connect. Raises StoreUnavailable (with the URL, without secrets) or WrongCredentials."""
        connection = cls(settings, purpose)
        await connection._connect()
        return connection

    @property
    def closed(self) -> bool:
        return self._closing

    @property
    def up(self) -> bool:
        """Whether it has a server now."""
        return self._up.is_set() and not self._closing

    async def close(self) -> None:
        self._closing = True
        if self._reopening:
            self._reopening.cancel()
        with contextlib.suppress(NatsError, OSError):
            await self.client.close()
        if self.requests:
            self.requests.interrupt()

    async def ask(self, subject: str, payload: bytes, within: float, headers: dict[str, str] | None = None) -> Msg:
        """One request, one try, ``within`` seconds in all. Raises Unanswered or Undelivered."""
        end = asyncio.get_running_loop().time() + within
        requests = await self.ready(within)
        return await requests.ask(subject, payload, end - asyncio.get_running_loop().time(), headers)

    async def read(self, subject: str, payload: bytes) -> Msg:
        """A request that may safely be repeated, repeated until it is answered. Raises StoreUnavailable."""
        return await self.insist(lambda within: self.ask(subject, payload, within))

    async def read_many(self, subject: str, payload: bytes, ends: Callable[[Msg], bool]) -> list[Msg]:
        """All answers to a request up to the one that ends them; repeated like :meth:`read`."""

        async def ask(within: float) -> list[Msg]:
            return await (await self.ready(within)).ask_many(subject, payload, within, ends)

        return await self.insist(ask)

    async def insist(self, ask: Callable[[float], Awaitable[T]]) -> T:
        """What ``ask`` (one try, in so many seconds) returns; tried until the patience ends.

        Raises StoreUnavailable.
        """
        loop, settings = asyncio.get_running_loop(), self.settings
        deadline = loop.time() + settings.patience
        while True:
            try:
                return await ask(min(settings.request_timeout, deadline - loop.time()))
            except (Unanswered, Undelivered) as error:
                if loop.time() + 2 * _RETRY_PAUSE > deadline:
                    raise StoreUnavailable(f"{settings.safe_url} does not answer: {error}") from error
                await asyncio.sleep(_RETRY_PAUSE)

    async def ready(self, within: float) -> Requests:
        """The requests of the standing connection, waited for at most ``within`` s.

        Raises Undelivered, and StoreUnavailable when closed.
        """
        if self._closing:
            raise StoreUnavailable("the log is closed: open it again")
        if not self.client.is_connected or not self.requests:
            try:
                async with asyncio.timeout(within):
                    await self._up.wait()
            except TimeoutError:
                raise Undelivered("not connected") from None
        if not self.requests:
            raise Undelivered("not connected")
        return self.requests

    async def _connect(self) -> None:
        client, requests = await dial(self.settings, self.purpose, self)
        self.client, self.requests = client, requests
        if self._closing:  # nats-py may swallow the cancellation
            await client.close()
        if client.is_closed:  # what was told before it was the client in use did not count
            raise StoreUnavailable(f"{self.settings.safe_url} closed the connection at once")
        if client.is_connected:
            self._up.set()

    def lost(self, client: Client) -> None:
        """The client in use lost its server; a failed attempt does not count."""
        if client is not self.client:
            return
        self._up.clear()
        self.losses += 1
        if self.requests:
            self.requests.interrupt()
        if not self._closing:
            log.warning("nats_connection_lost", purpose=self.purpose, url=self.settings.safe_url)

    def back(self, client: Client) -> None:
        """The client in use has a server again."""
        if client is self.client:
            self._up.set()
            log.info("nats_connection_back", purpose=self.purpose, url=self.settings.safe_url)

    def ended(self, client: Client) -> None:
        """nats-py gives up for good when the server says an error; the service goes on trying."""
        if client is self.client and not self._closing and self._reopening is None:
            self._reopening = asyncio.get_running_loop().create_task(self._reopen())

    def refused(self, client: Client, subject: str) -> None:
        """The broker says so of a subject, not of a request."""
        if client is self.client and self.requests:
            self.requests.refuse(subject)

    async def _reopen(self) -> None:
        try:
            for pause in reopening_pauses():
                await asyncio.sleep(pause)
                try:
                    await self._connect()
                except (StoreUnavailable, NatsError, OSError) as error:
                    log.warning("nats_connection_refused", purpose=self.purpose, error=str(error))
                else:
                    log.info("nats_connection_back", purpose=self.purpose, url=self.settings.safe_url)
                    return
        finally:
            self._reopening = None


def reopening_pauses() -> Iterator[float]:
    """Seconds before each try, without an end."""
    return itertools.chain((0.5, 1.0, 2.0), itertools.repeat(4.0))
