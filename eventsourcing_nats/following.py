"""Reading the log in order for ever: one short-lived consumer after another, each checked against the last event."""

import asyncio
from collections.abc import AsyncGenerator

import structlog
from nats.aio.msg import Msg

from eventsourcing_nats.broker import messages
from eventsourcing_nats.broker.connection import Connection
from eventsourcing_nats.broker.pulling import Feed, FeedLost
from eventsourcing_nats.errors import ForeignMessage, LogGap, StoreUnavailable
from eventsourcing_nats.reading import Reader, unbroken
from eventsourcing_nats.records import LoggedEvent

log = structlog.get_logger(__name__)

_PAUSE = 0.1
_LONGEST_PAUSE = 2.0


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
    pause = _PAUSE
    lost = False
    while until is None or after < until:
        while lost and (page := await _page(reader, after, until, max_batch)):
            after, known = page[-1].sequence, page[-1]
            yield page
            if after == until:
                return
        feed = Feed(connection, stream, after + 1, max_batch, idle)
        try:
            await feed.start()
            whole = True
            while whole and (until is None or after < until):
                come = [_event_or_foreign(message) for message in await feed.batch()]
                batch = _within(list(unbroken(come, after + 1)), until)
                whole = len(batch) == len(come)
                if not batch:
                    _refuse(come[0], after + 1)
                    await _require(reader, stream, after + 1)
                    break
                after, known, pause, lost = batch[-1].sequence, batch[-1], _PAUSE, False
                yield batch
        except (FeedLost, StoreUnavailable) as error:
            log.warning("log_feed_lost", stream=stream, after=after, why=str(error))
            lost = True
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        finally:
            await feed.stop()
        await _unchanged(reader, stream, known)


async def _page(reader: Reader, after: int, until: int | None, most: int) -> list[LoggedEvent]:
    """What can be read without a consumer, which a cluster may not make for ten seconds after it lost a server."""
    most = most if until is None else min(most, until - after)
    try:
        return await reader.page(after + 1, most)
    except StoreUnavailable:
        return []


def _event_or_foreign(message: Msg) -> LoggedEvent | ForeignMessage:
    try:
        return messages.from_consumer(message)
    except ForeignMessage as error:
        return error


def _refuse(come: LoggedEvent | ForeignMessage, sequence: int) -> None:
    """Raises the foreign message that stands at the place of the next event."""
    if isinstance(come, ForeignMessage) and come.sequence == sequence:
        raise come


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
        except StoreUnavailable as error:
            log.warning("log_feed_lost", stream=stream, after=known.sequence, why=str(error))
            await asyncio.sleep(_LONGEST_PAUSE)
            continue
        except ForeignMessage:
            there = None
        if there is None or there.event_id != known.event_id:
            raise LogGap(f"{stream} no longer holds event {known.sequence} as it was read: was it restored?")
        return
