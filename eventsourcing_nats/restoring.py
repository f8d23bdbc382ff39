"""Makes the stream anew from messages that were kept elsewhere: same sequences, headers and bodies."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence

from nats.aio.msg import Msg

from eventsourcing_nats.broker import api, stream
from eventsourcing_nats.broker.connection import Connection
from eventsourcing_nats.broker.messages import BATCH_COMMIT, BATCH_ID
from eventsourcing_nats.errors import StoreUnavailable
from eventsourcing_nats.records import StoredMessage
from eventsourcing_nats.settings import LogSettings

_WITHIN = 30.0


async def restore(settings: LogSettings, epoch: str, messages: AsyncIterator[Sequence[StoredMessage]]) -> int:
    """Delete the stream of this log, make it as declared with that epoch, and store all messages; the last sequence.

    They come from sequence 1 on without a gap. Broken off, it is to be done again: what it had stored is not the log.
    Raises StoreUnavailable, where a message does not get the sequence that it had too.
    """
    connection = await Connection.open(settings, "restoring")
    try:
        place = stream.Place.events(settings.prefix)
        await stream.renew(connection, place, epoch)
        restoring, last = _Restoring(connection, place.stream), 0
        await restoring.listen()
        async for some in messages:
            last = await restoring.store(some) or last
        await restoring.store([], end=True)
        return last
    finally:
        await connection.close()


class _Restoring:
    """Sends messages as they were sent, in one order, and counts the answers: an atomic batch has one for all."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._client, self._stream = connection.client, name
        self._inbox = self._client.new_inbox()
        self._waiting = dict[int, asyncio.Future[None]]()
        self._open = list[StoredMessage]()

    async def listen(self) -> None:
        await self._client.subscribe(f"{self._inbox}.*", cb=self._answer)  # pyright: ignore[reportUnknownMemberType]

    async def store(self, messages: Sequence[StoredMessage], *, end: bool = False) -> int:
        """The sequence of the last. What belongs to a batch that is not whole yet is sent with its rest."""
        loop = asyncio.get_running_loop()
        sent = list[int]()
        for message in messages:
            self._open.append(message)
            headers = _headers(message.headers)
            if BATCH_ID in headers and BATCH_COMMIT not in headers:
                continue
            for before in self._open[:-1]:
                await self._client.publish(before.subject, before.body, headers=_headers(before.headers))
            self._open.clear()
            self._waiting[message.sequence] = loop.create_future()
            sent.append(message.sequence)
            reply = f"{self._inbox}.{message.sequence}"
            await self._client.publish(message.subject, message.body, reply=reply, headers=headers or None)
        if end and self._open:
            raise StoreUnavailable(f"the batch at {self._open[0].sequence} has no end")
        await self._answered(sent)
        return messages[-1].sequence if messages else 0

    async def _answered(self, sent: Sequence[int]) -> None:
        """Raises StoreUnavailable."""
        try:
            async with asyncio.timeout(_WITHIN):
                await asyncio.gather(*(self._waiting[each] for each in sent))
        except TimeoutError:
            raise StoreUnavailable(f"{self._stream} does not answer") from None
        for each in sent:
            del self._waiting[each]

    async def _answer(self, message: Msg) -> None:
        wanted = int(message.subject.rpartition(".")[2])
        waiting = self._waiting.get(wanted)
        if waiting is None or waiting.done():
            return
        said = json.loads(message.data)
        if said.get("seq") == wanted:
            waiting.set_result(None)
        else:
            waiting.set_exception(StoreUnavailable(f"{self._stream} does not take {wanted} as it was: {said}"))


def _headers(raw: bytes) -> dict[str, str]:
    lines = raw.decode().split("\r\n")[1:]
    pairs = (line.partition(": ") for line in lines if line)
    return {name: value for name, _, value in pairs}


async def is_there(settings: LogSettings) -> bool:
    """Whether there is a stream of this log at all. Raises StoreUnavailable."""
    connection = await Connection.open(settings, "restoring")
    try:
        await api.call(connection, f"STREAM.INFO.{stream.Place.events(settings.prefix).stream}")
    except api.ApiError:
        return False
    finally:
        await connection.close()
    return True
