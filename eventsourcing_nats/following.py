"""Reading the log in order for ever: one short-lived consumer after another, each checked against the last event."""

import asyncio
from collections.abc import AsyncGenerator

import structlog

from eventsourcing_nats.broker import messages
from eventsourcing_nats.broker.connection import Connection
from eventsourcing_nats.broker.pulling import Feed, FeedLost
from eventsourcing_nats.errors import LogGap, StoreUnavailable
from eventsourcing_nats.reading import Reader
from eventsourcing_nats.records import LoggedEvent

log = structlog.get_logger(__name__)

_PAUSE = 0.1


async def follow(
    connection: Connection,
    reader: Reader,
    stream: str,
    after: int,
    until: int | None,
    max_batch: int,
    idle: float,
) -> AsyncGenerator[list[LoggedEvent], None]:
    """See :meth:`EventLog.follow`."""
    if after > (end := await reader.end()):
        raise LogGap(f"{stream} ends at {end}, before {after} from where it was to be followed: was it restored?")
    known: LoggedEvent | None = None
    while until is None or after < until:
        feed = Feed(connection, stream, after + 1, max_batch, idle)
        try:
            await feed.start()
            while until is None or after < until:
                batch = [messages.from_consumer(message) for message in await feed.batch()]
                if batch[0].sequence != after + 1:
                    await _require(reader, stream, after + 1)
                    break
                batch = _within(_unbroken(batch), until)
                after, known = batch[-1].sequence, batch[-1]
                yield batch
        except (FeedLost, StoreUnavailable) as error:
            log.info("log_feed_lost", stream=stream, after=after, why=str(error))
            await asyncio.sleep(_PAUSE)
        finally:
            await feed.stop()
        await _unchanged(reader, stream, known)


def _unbroken(batch: list[LoggedEvent]) -> list[LoggedEvent]:
    """The batch up to its first gap; what comes after is asked for again."""
    first = batch[0].sequence
    for place, event in enumerate(batch):
        if event.sequence != first + place:
            return batch[:place]
    return batch


def _within(batch: list[LoggedEvent], until: int | None) -> list[LoggedEvent]:
    return batch if until is None else [event for event in batch if event.sequence <= until]


async def _require(reader: Reader, stream: str, sequence: int) -> None:
    """Raises LogGap when the event that did not come is not in the stream either."""
    if await reader.at(sequence) is None:
        raise LogGap(f"{stream} has no event {sequence} but later ones: it was deleted; restore the stream")


async def _unchanged(reader: Reader, stream: str, known: LoggedEvent | None) -> None:
    """Raises LogGap when the last event handed out is no longer there: the broker lost or replaced its end."""
    while known is not None:
        try:
            there = await reader.at(known.sequence)
        except StoreUnavailable:
            continue
        if there is None or there.event_id != known.event_id:
            raise LogGap(f"{stream} no longer holds event {known.sequence} as it was read: was it restored?")
        return
