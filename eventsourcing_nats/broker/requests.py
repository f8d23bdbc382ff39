"""Many requests at once over one shared inbox, each ending by its time-out or as soon as the connection is lost."""

import asyncio

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError

_NO_RESPONDERS = "503"


class Unanswered(Exception):
    """The request may have been carried out; no answer came."""


class Undelivered(Exception):
    """The request did not reach anybody."""


class Requests:
    """The open requests of one connection.

    nats-py's own ``request`` waits its full time-out after the connection broke, and costs about twice as much.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._inbox = client.new_inbox()
        self._open: dict[str, asyncio.Future[Msg]] = {}
        self._count = 0

    async def start(self) -> None:
        await self._client.subscribe(  # pyright: ignore[reportUnknownMemberType]  -- its futures are untyped
            f"{self._inbox}.*", cb=self._answer, pending_msgs_limit=0, pending_bytes_limit=0
        )

    async def ask(self, subject: str, payload: bytes, within: float, headers: dict[str, str] | None = None) -> Msg:
        """The answer to one request. Raises Unanswered or Undelivered."""
        self._count += 1
        token = str(self._count)
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Msg] = loop.create_future()
        self._open[token] = future
        timer = loop.call_later(within, _fail, future, f"no answer within {within:g} s")
        try:
            await self.tell(subject, payload, headers, f"{self._inbox}.{token}")
            answer = await future
        finally:
            timer.cancel()
            del self._open[token]
        if answer.headers and answer.headers.get("Status") == _NO_RESPONDERS and not answer.data:
            raise Undelivered(f"nobody answers on {subject}")
        return answer

    async def tell(self, subject: str, payload: bytes, headers: dict[str, str] | None = None, reply: str = "") -> None:
        """Send without awaiting an answer. Raises Undelivered.

        nats-py swallows a cancellation that arrives while it flushes a full buffer, so it is raised here again.
        """
        task = asyncio.current_task()
        before = task.cancelling() if task else 0
        try:
            await self._client.publish(subject, payload, reply=reply, headers=headers)
        except NatsError as error:
            raise Undelivered(str(error)) from error
        if task and task.cancelling() > before:
            raise asyncio.CancelledError

    def interrupt(self) -> None:
        """Fail every open request: the connection that would carry the answers is gone."""
        for future in self._open.values():
            _fail(future, "the connection was lost")

    async def _answer(self, message: Msg) -> None:
        future = self._open.get(message.subject[len(self._inbox) + 1 :])
        if future and not future.done():
            future.set_result(message)


def _fail(future: asyncio.Future[Msg], why: str) -> None:
    if not future.done():
        future.set_exception(Unanswered(why))
