"""Reading the log in order for ever: stretch after stretch, each beginning with the last event of the one before."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from typing import TypeVar

import structlog

from eventsourcing_nats.errors import ForeignMessage, LogGap, NotPermitted, StoreUnavailable
from eventsourcing_nats.reading import Reader, unbroken
from eventsourcing_nats.records import LoggedEvent

log = structlog.get_logger(__name__)

_SHORTEST_PAUSE = 0.002
_PAUSE = 0.5
"""Seconds before asking again what was refused at once."""
_LOOKS = 20
"""In vain, after which the leader is asked whether this is the end: about once a second."""

T = TypeVar("T")

Found = Sequence[LoggedEvent | ForeignMessage]


class News:
    """Tells those who wait at the log's end that this process appended something."""

    def __init__(self) -> None:
        self._told = asyncio.Event()

    def tell(self) -> None:
        self._told.set()
        self._told = asyncio.Event()

    def next(self) -> asyncio.Event:
        """Set at the next telling; taken before looking, so that nothing told meanwhile is missed."""
        return self._told


async def follow(
    reader: Reader, stream: str, news: News, after: int, until: int | None, max_batch: int, poll: float
) -> AsyncGenerator[list[LoggedEvent], None]:
    """See :meth:`EventLog.follow`."""
    if after > (end := await reader.end()):
        raise LogGap(f"{stream} ends at {end}, before {after} from where it was to be followed: was it restored?")
    stretches, known, pause, looks = _Stretches(reader, until, max_batch), None, _SHORTEST_PAUSE, 0
    try:
        while until is None or after < until:
            told = news.next()
            found = await stretches.after(after)
            if after:
                found = await _continued(reader, stream, after, known, found)
            if not found:
                looks += 1
                if until is not None or looks % _LOOKS == 0:
                    await _require_end(reader, stream, after)
                await _wait(told, pause)
                pause = min(2 * pause, poll)
                continue
            batch = list(unbroken(found, after + 1))
            if not batch:
                await _refuse(reader, stream, found[0], after + 1)
                continue
            after, known, pause = batch[-1].sequence, batch[-1], _SHORTEST_PAUSE
            yield batch
    finally:
        stretches.stop()


class _Stretches:
    """Asks for what follows a place, and for the next stretch while the one before is worked on."""

    def __init__(self, reader: Reader, until: int | None, most: int) -> None:
        self._reader, self._until, self._most = reader, until, most
        self._ahead: tuple[int, asyncio.Task[Found]] | None = None

    async def after(self, place: int) -> Found:
        """The message at ``place`` (none for 0) and those that follow it, as far as ``until``; asked until answered."""
        asked = self._taken(place) or asyncio.create_task(self._asked(place))
        try:
            found = await asked
        except BaseException:
            asked.cancel()
            raise
        last = place + len(found) - (1 if place else 0)
        if last - place == self._most and (self._until is None or last < self._until):
            self._ahead = last, asyncio.create_task(self._asked(last))
        return found

    async def _asked(self, place: int) -> Found:
        most = self._most if self._until is None else min(self._most, self._until - place)
        first, count = max(place, 1), most + (1 if place else 0)
        return await _insisted(self._reader, place, lambda: self._reader.stretch(first, count))

    def _taken(self, place: int) -> asyncio.Task[Found] | None:
        """What was asked ahead, where it is wanted."""
        if self._ahead and self._ahead[0] == place:
            ahead, self._ahead = self._ahead[1], None
            return ahead
        self.stop()
        return None

    def stop(self) -> None:
        """Nobody wants what was asked ahead, nor hears how it failed."""
        if self._ahead:
            ahead, self._ahead = self._ahead[1], None
            ahead.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
            ahead.cancel()


async def _insisted(reader: Reader, after: int, ask: Callable[[], Awaitable[T]]) -> T:
    """Asked until it is answered: an outage, or a cluster without a leader, is no gap and no end."""
    while True:
        try:
            return await ask()
        except StoreUnavailable as error:
            if reader.closed or isinstance(error, NotPermitted):
                raise
            log.warning("log_not_readable", after=after, why=str(error))
            await asyncio.sleep(_PAUSE)


async def _continued(reader: Reader, stream: str, after: int, known: LoggedEvent | None, found: Found) -> Found:
    """What follows, once the message that was read last stands where it stood; nothing from a replica that trails.

    Raises LogGap when the broker lost or replaced the log's end.
    """
    there = found[0] if found else await _at(reader, after)
    if there is None or there.sequence != after or (known and not _same(there, known)):
        raise LogGap(f"{stream} no longer holds event {after} as it was read: was it restored?")
    return found[1:]


async def _require_end(reader: Reader, stream: str, after: int) -> None:
    """Raises LogGap where the log goes on and yet nothing comes: what stands there can't be read any more."""
    if await _insisted(reader, after, reader.end) <= after:
        return
    if await _at(reader, after + 1) is None:
        raise LogGap(f"{stream} has no event {after + 1} but later ones: it was damaged or deleted; restore the stream")


async def _at(reader: Reader, sequence: int) -> LoggedEvent | ForeignMessage | None:
    try:
        return await _insisted(reader, sequence - 1, lambda: reader.at(sequence))
    except ForeignMessage as error:
        return error


def _same(there: LoggedEvent | ForeignMessage, known: LoggedEvent) -> bool:
    return isinstance(there, LoggedEvent) and there.event_id == known.event_id


async def _wait(told: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await told.wait()


async def _refuse(reader: Reader, stream: str, come: LoggedEvent | ForeignMessage, sequence: int) -> None:
    """Raises the foreign message that stands at ``sequence``, or LogGap where nothing does."""
    there = come if come.sequence == sequence else await _at(reader, sequence)
    if isinstance(there, ForeignMessage):
        raise there
    if there is None:
        raise LogGap(f"{stream} has no event {sequence} but later ones: it was deleted; restore the stream")
