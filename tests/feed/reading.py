"""What stands on the feed, and what should: told anew from the log, by nobody who kept anything."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import nats
from nats.js import JetStreamContext
from nats.js.errors import NotFoundError

from consumers.feed.messages import messages_of
from consumers.feed.relay import Relay
from domain.published.telling import Teller
from eventsourcing_nats import LogSettings
from gongdan.reacting.declared import feed_stream
from gongdan.storing.store import NatsEventStore

Stands = tuple[str, str, dict[str, Any]]
"""Subject, id and body."""


class Feed:
    """The feed's stream, with all rights."""

    def __init__(self, jetstream: JetStreamContext, settings: LogSettings) -> None:
        self._jetstream, self.stream, self._prefix = jetstream, feed_stream(settings.prefix), settings.prefix

    @classmethod
    @asynccontextmanager
    async def open(cls, settings: LogSettings) -> "AsyncIterator[Feed]":
        client = await nats.connect(
            settings.url, user=settings.user, password=settings.password, inbox_prefix=settings.inbox_prefix
        )
        try:
            yield cls(client.jetstream(), settings)
        finally:
            await client.close()

    async def stands(self) -> list[Stands]:
        """All that subscribers can get, in order."""
        state = (await self._jetstream.stream_info(self.stream)).state
        found: list[Stands] = []
        for sequence in range(state.first_seq, state.last_seq + 1):
            try:
                message = await self._jetstream.get_msg(self.stream, sequence)
            except NotFoundError:
                continue
            subject, headers = message.subject or "", message.headers or {}
            if subject.startswith(f"{self._prefix}-feed."):
                found.append((subject, headers["ce-id"], json.loads(message.data or b"")))
        return found

    async def headers(self) -> dict[str, str]:
        """Of the first message."""
        return dict((await self._jetstream.get_msg(self.stream, 1)).headers or {})

    async def empty(self) -> None:
        """As an operator may; what is told again bears the same ids, which the server knows for two minutes."""
        config = (await self._jetstream.stream_info(self.stream)).config
        await self._jetstream.delete_stream(self.stream)
        await self._jetstream.add_stream(config)

    async def expire(self) -> int:
        """All that was told when the feed last said how far it is, as if it were too old; how many that were."""
        told = await self._jetstream.get_last_msg(self.stream, f"{self._prefix}-fed.position")
        before = {each[1] for each in await self.stands()}
        await self._jetstream.purge_stream(self.stream, seq=told.seq, subject=f"{self._prefix}-feed.>")
        return len(before - {each[1] for each in await self.stands()})


async def should_stand(store: NatsEventStore, prefix: str) -> list[Stands]:
    tellers, found = defaultdict[str, Teller](Teller), list[Stands]()
    async for batch in store.follow(0, until=await store.end()):
        for recorded in batch:
            told = tellers[recorded.envelope.aggregate].tell(recorded)
            messages = messages_of(recorded, told, prefix, "")
            found += [(each.subject, each.headers["ce-id"], json.loads(each.body)) for each in messages]
    return found


async def until(true: Callable[[], bool], within: float = 120.0) -> None:
    async with asyncio.timeout(within):
        while not true():  # noqa: ASYNC110 -- nobody tells us
            await asyncio.sleep(0.02)


async def shown(relay: Relay, position: int) -> None:
    await until(lambda: relay.position >= position)
