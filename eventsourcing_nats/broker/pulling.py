"""Continuous pull from one ephemeral consumer: the next request goes out before the former is used up."""

import asyncio
import contextlib
import json
from collections import deque
from itertools import islice

from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import Error as NatsError

from eventsourcing_nats.broker import api
from eventsourcing_nats.broker.connection import Connection
from eventsourcing_nats.broker.requests import Unanswered, Undelivered

_NANO = 1_000_000_000
_FORGOTTEN_AFTER = 10 * _NANO
_MOST_BYTES = 16 * 1024 * 1024
_SIGN_OF_LIFE = "100"
_ENDED = {"408", "404"}


class FeedLost(Exception):
    """The consumer is gone or silent: make another one."""


class Feed:
    """Messages of a stream from ``start`` on, at most two requests' worth of them held here."""

    def __init__(self, connection: Connection, stream: str, start: int, size: int, idle: float) -> None:
        self._connection, self._stream, self._start = connection, stream, start
        self._size, self._idle = size, idle
        self._held: deque[Msg] = deque()
        self._owed = 0
        self._news = asyncio.Event()
        self._broken = ""
        self._consumer = ""
        self._subscription: Subscription | None = None
        self._losses = connection.losses
        self._inbox = ""

    async def start(self) -> None:
        """Create the consumer, in one try: while a cluster elects, nobody answers.

        Raises FeedLost, StoreUnavailable (closed).
        """
        within = self._connection.settings.request_timeout
        try:
            requests = await self._connection.ready(within)
            self._losses = self._connection.losses
            self._inbox = self._connection.client.new_inbox()
            self._subscription = await self._connection.client.subscribe(  # pyright: ignore[reportUnknownMemberType]
                self._inbox, cb=self._arrived, pending_msgs_limit=0, pending_bytes_limit=0
            )
            body = json.dumps({"stream_name": self._stream, "config": self._config()}).encode()
            answer = await requests.ask(f"$JS.API.CONSUMER.CREATE.{self._stream}", body, within)
            self._consumer = api.parsed(answer.data)["name"]
        except (api.ApiError, NatsError, Unanswered, Undelivered) as error:
            raise FeedLost(f"no consumer on {self._stream}: {error}") from error

    def _config(self) -> dict[str, object]:
        return {
            "deliver_policy": "by_start_sequence",
            "opt_start_seq": self._start,
            "ack_policy": "none",
            "replay_policy": "instant",
            "inactive_threshold": _FORGOTTEN_AFTER,
            "mem_storage": True,
            "num_replicas": 1,
        }

    async def batch(self) -> list[Msg]:
        """At least one message, at most ``size``, without waiting for more. Raises FeedLost."""
        while not self._held:
            await self._more()
            await self._wait()
        taken = list(islice(self._held, self._size))
        for _ in taken:
            self._held.popleft()
        await self._more()
        return taken

    async def stop(self) -> None:
        """Give up the consumer, without waiting for the broker."""
        with contextlib.suppress(NatsError, Undelivered):
            if self._subscription:
                await self._subscription.unsubscribe()
            if self._consumer and self._connection.requests:
                await self._connection.requests.tell(f"$JS.API.CONSUMER.DELETE.{self._stream}.{self._consumer}", b"")

    async def _more(self) -> None:
        if self._broken or self._owed + len(self._held) > self._size:
            return
        request = {
            "batch": self._size,
            "max_bytes": _MOST_BYTES,
            "expires": round(4 * self._idle * _NANO),
            "idle_heartbeat": round(self._idle * _NANO),
        }
        self._owed += self._size
        try:
            requests = await self._connection.ready(self._idle)
            subject = f"$JS.API.CONSUMER.MSG.NEXT.{self._stream}.{self._consumer}"
            await requests.tell(subject, json.dumps(request).encode(), reply=self._inbox)
        except Undelivered as error:
            raise FeedLost(str(error)) from error

    async def _wait(self) -> None:
        """Wait for news. The broker is silent when it, the consumer or the connection is gone."""
        try:
            async with asyncio.timeout(2 * self._idle + 0.5):
                await self._news.wait()
        except TimeoutError:
            raise FeedLost("no sign of life") from None
        self._news.clear()
        if not self._held and (self._broken or self._connection.losses != self._losses):
            raise FeedLost(self._broken or "the connection was lost")

    async def _arrived(self, message: Msg) -> None:
        if message.reply:
            self._held.append(message)
            self._owed -= 1
        else:
            self._status(message.headers or {})
        self._news.set()

    def _status(self, headers: dict[str, str]) -> None:
        status, said = headers.get("Status", ""), headers.get("Description", "")
        if status == _SIGN_OF_LIFE:
            return
        if status in _ENDED or "MaxBytes" in said or "Batch Completed" in said:
            self._owed -= int(headers.get("Nats-Pending-Messages", "0"))
        else:
            self._broken = f"{said or 'the consumer ended'} ({status})"
