"""A connection that fails fast at first, and once it has stood comes back by itself for ever."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError

from eventsourcing_nats.broker.requests import Requests, Unanswered, Undelivered
from eventsourcing_nats.errors import StoreUnavailable, WrongCredentials
from eventsourcing_nats.settings import LogSettings

log = structlog.get_logger(__name__)

_RETRY_PAUSE = 0.1
_REOPEN_PAUSE = 1.0


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

    async def close(self) -> None:
        self._closing = True
        if self._reopening:
            self._reopening.cancel()
        with contextlib.suppress(NatsError, OSError):
            await self.client.close()
        if self.requests:
            self.requests.interrupt()

    async def ask(self, subject: str, payload: bytes, within: float, headers: dict[str, str] | None = None) -> Msg:
        """One request, one try. Raises Unanswered or Undelivered."""
        return await (await self.ready(within)).ask(subject, payload, within, headers)

    async def read(self, subject: str, payload: bytes) -> Msg:
        """A request that may safely be repeated, repeated until it is answered. Raises StoreUnavailable."""
        deadline = asyncio.get_running_loop().time() + self.settings.patience
        while True:
            try:
                return await self.ask(subject, payload, self.settings.request_timeout)
            except (Unanswered, Undelivered) as error:
                if asyncio.get_running_loop().time() > deadline:
                    raise StoreUnavailable(f"{self.settings.safe_url} does not answer: {error}") from error
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
        """nats-py tries a first connection for ever or not at all: so no reconnecting until it stands."""
        client, settings = Client(), self.settings
        reasons: list[str] = []
        try:
            await client.connect(
                settings.servers,
                name=f"{settings.name} {self.purpose}",
                user=settings.user,
                password=settings.password,
                user_credentials=settings.credentials,
                inbox_prefix=settings.inbox_prefix,
                allow_reconnect=False,
                max_reconnect_attempts=1,
                reconnect_time_wait=0.2,  # pyright: ignore[reportArgumentType]  -- declared int, any number works
                ping_interval=5,
                flush_timeout=settings.request_timeout,
                error_cb=self._noting(reasons),
                disconnected_cb=self._of(client, self._lost),
                reconnected_cb=self._of(client, self._back),
                closed_cb=self._of(client, self._closed),
            )
        except (NatsError, OSError, TimeoutError) as error:
            raise self._unreachable(reasons or [str(error)]) from error
        client.options.update(allow_reconnect=True, max_reconnect_attempts=-1)
        self.client, self.requests = client, Requests(client)
        await self.requests.start()
        self._up.set()

    def _unreachable(self, reasons: list[str]) -> StoreUnavailable:
        url = self.settings.safe_url
        if any("authorization" in reason.lower() or "authentication" in reason.lower() for reason in reasons):
            return WrongCredentials(url)
        return StoreUnavailable(f"no nats-server reached at {url} ({reasons[-1]}): start it, or correct the URL")

    def _noting(self, reasons: list[str]) -> Callable[[Exception], Awaitable[None]]:
        async def note(error: Exception) -> None:
            reasons.append(str(error))
            del reasons[:-10]
            log.warning("nats_connection_error", purpose=self.purpose, error=str(error))

        return note

    def _of(self, client: Client, react: Callable[[], None]) -> Callable[[], Awaitable[None]]:
        """Reactions count only for the client in use, not for a failed first attempt."""

        async def call() -> None:
            if client is self.client:
                react()

        return call

    def _lost(self) -> None:
        self._up.clear()
        self.losses += 1
        if self.requests:
            self.requests.interrupt()
        if not self._closing:
            log.warning("nats_connection_lost", purpose=self.purpose, url=self.settings.safe_url)

    def _back(self) -> None:
        self._up.set()
        log.info("nats_connection_back", purpose=self.purpose, url=self.settings.safe_url)

    def _closed(self) -> None:
        """nats-py gives up for good when the server says an error; the service goes on trying."""
        if not self._closing and self._reopening is None:
            self._reopening = asyncio.get_running_loop().create_task(self._reopen())

    async def _reopen(self) -> None:
        while not self._closing:
            await asyncio.sleep(_REOPEN_PAUSE)
            try:
                await self._connect()
            except StoreUnavailable as error:
                log.warning("nats_connection_refused", purpose=self.purpose, error=str(error))
            else:
                self._reopening = None
                self._back()
                return
