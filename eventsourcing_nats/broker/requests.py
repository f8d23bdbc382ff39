"""Many requests at once over one shared inbox, each ending by its time-out or as soon as the connection is lost."""

import asyncio
from collections.abc import Callable

from nats.aio.msg import Msg
from nats.errors import Error as NatsError

from eventsourcing_nats.broker.client import QuickClient
from eventsourcing_nats.errors import InboxNotPermitted, NotPermitted

_NO_RESPONDERS, _BAD_REQUEST = "503", "408"


class Unanswered(Exception):
    """The request may have been carried out; no answer came."""


class Undelivered(Exception):
    """The request did not reach anybody."""


class Requests:
    """The open requests of one connection.

    nats-py's own ``request`` waits its full time-out after the connection broke, and costs about twice as much.
    """

    def __init__(self, client: QuickClient) -> None:
        self._client = client
        self._inbox = client.new_inbox()
        self._open: dict[str, _Open] = {}
        self._count = 0
        self._deaf = False

    async def start(self, within: float) -> None:
        """Hear the answers. The broker has said by then whether it allows that."""
        await self._client.hear(f"{self._inbox}.*", self._answer)
        await self._client.flush(within)  # pyright: ignore[reportArgumentType]  -- declared int, any number works

    async def ask(self, subject: str, payload: bytes, within: float, headers: dict[str, str] | None = None) -> Msg:
        """The answer to one request. Raises Unanswered, Undelivered or NotPermitted."""
        [answer] = await self._asked(_Open(subject, lambda _: True), payload, within, headers)
        return answer

    async def ask_many(self, subject: str, payload: bytes, within: float, ends: Callable[[Msg], bool]) -> list[Msg]:
        """The answers to one request, up to the one that ``ends`` them and without it; no more than ``within`` s apart.

        Raises Unanswered, Undelivered or NotPermitted.
        """
        return (await self._asked(_Open(subject, ends), payload, within, None))[:-1]

    async def _asked(
        self, request: "_Open", payload: bytes, within: float, headers: dict[str, str] | None
    ) -> list[Msg]:
        self.require_inbox()
        self._count += 1
        subject = request.subject
        token = str(self._count)
        self._open[token] = request
        request.expect_within(within)
        try:
            await self.tell(subject, payload, headers, f"{self._inbox}.{token}")
            answers = await request.done
        finally:
            request.timer.cancel()
            del self._open[token]
        last = answers[-1].headers or {}
        if last.get("Status") == _NO_RESPONDERS and not answers[-1].data:
            raise Undelivered(f"nobody answers on {subject}")
        if last.get("Status") == _BAD_REQUEST:
            raise Undelivered(f"{subject} refused the request: {last.get('Description')}")
        return answers

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
        self._deaf = False
        for request in self._open.values():
            request.fail(Unanswered("the connection was lost"))

    def refuse(self, subject: str) -> None:
        """Fail the open requests to a subject (in small letters): the broker lets this user not publish there.

        Where it is the inbox, all: the broker lets this user hear no answer, until the connection is another.
        """
        self._deaf = self._deaf or subject.lower() == f"{self._inbox}.*".lower()
        for request in self._open.values():
            if request.subject.lower() == subject.lower():
                request.fail(NotPermitted(request.subject))
            elif self._deaf:
                request.fail(InboxNotPermitted(self._inbox))

    def require_inbox(self) -> None:
        """Raises InboxNotPermitted where no answer could be heard."""
        if self._deaf:
            raise InboxNotPermitted(self._inbox)

    def _answer(self, message: Msg) -> None:
        request = self._open.get(message.subject[len(self._inbox) + 1 :])
        if request:
            request.take(message)


class _Open:
    """An open request: its answers so far, and when the next must have come."""

    def __init__(self, subject: str, ends: Callable[[Msg], bool]) -> None:
        self.subject = subject
        self._ends, self._answers, self._seen = ends, list[Msg](), 0
        self.done: asyncio.Future[list[Msg]] = asyncio.get_running_loop().create_future()

    def expect_within(self, seconds: float) -> None:
        self.timer = asyncio.get_running_loop().call_later(seconds, self._look, seconds)

    def take(self, message: Msg) -> None:
        """What comes after the last answer is nobody's: while leaders change, two servers may answer one request."""
        if self.done.done():
            return
        self._answers.append(message)
        if self._ends(message):
            self.done.set_result(self._answers)

    def fail(self, error: Exception) -> None:
        if not self.done.done():
            self.done.set_exception(error)

    def _look(self, seconds: float) -> None:
        if len(self._answers) == self._seen:
            self.fail(Unanswered(f"no answer within {seconds:g} s"))
        else:
            self._seen = len(self._answers)
            self.expect_within(seconds)
