"""The feed told anew from the log, as the API gives it out: pages, streams and ids of a range."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any, Final, Protocol, cast

from api.feed.port import Stretch, Wanted
from consumers.feed.cloud_events import Told
from consumers.feed.reading import WHOLE, Asked, Place, Read, Reader
from domain.store import EventStore

_SCANNED: Final = 20_000
"""Events of the log that one page passes over at most."""
_KEPT: Final = 20
"""Readers that are remembered where they ended: who reads on there need not have histories read again."""
_EVERY: Final = 10.0
"""Seconds without anything after which a stream says that it is there, and asks whether it still goes on."""


class Log(EventStore, Protocol):
    """A store that knows which log it is."""

    @property
    def epoch(self) -> str: ...


class FeedOfTheLog:
    """Implements :class:`api.feed.port.Feed`."""

    def __init__(self, store: Log) -> None:
        self._store = store
        self._source = f"urn:gongdan:log:{store.epoch}"
        self._readers = OrderedDict[tuple[str, Place], Reader]()
        self._ending = asyncio.Event()

    def end(self) -> None:
        """The service stops: streams end."""
        self._ending.set()

    async def page(self, who: str, after: str, wanted: Wanted, limit: int) -> Stretch:
        place = _place(after)
        reader = self._readers.pop((who, place), None) or Reader(self._store, place)
        read = await reader.page(Asked(wanted.passes, wanted.since), limit, _SCANNED)
        self._readers[who, reader.place] = reader
        if len(self._readers) > _KEPT:
            self._readers.popitem(last=False)
        return self._stretch(read, wanted, await self._store.end())

    async def follow(self, after: str, wanted: Wanted) -> AsyncIterator[Stretch | None]:
        reader = Reader(self._store, _place(after))
        ending = asyncio.ensure_future(self._ending.wait())
        async with aclosing(cast("Any", reader.follow(Asked(wanted.passes, wanted.since)))) as reads:
            coming = asyncio.ensure_future(anext(reads))
            try:
                while not self._ending.is_set():
                    await asyncio.wait([coming, ending], timeout=_EVERY, return_when=asyncio.FIRST_COMPLETED)
                    if not coming.done():
                        yield None
                        continue
                    read = coming.result()
                    coming = asyncio.ensure_future(anext(reads))
                    yield self._stretch(read, wanted, read.place.position)
            finally:
                for task in (coming, ending):
                    task.cancel()
                await asyncio.gather(coming, ending, return_exceptions=True)

    async def ids(self, after: str, through: int, wanted: Wanted) -> AsyncIterator[tuple[list[str], str]]:
        reader = Reader(self._store, _place(after))
        if reader.place.before >= through:
            return
        async with aclosing(cast("Any", reader.follow(Asked(wanted.passes, wanted.since), through))) as reads:
            async for read in reads:
                yield [each.id for each in read.told], _said(read.place)

    def _stretch(self, read: Read, wanted: Wanted, end: int) -> Stretch:
        events = [(_after(each), each.structured(self._source, wanted.details)) for each in read.told]
        return Stretch(events, _said(read.place), end)


def _after(told: Told) -> str:
    return _said(Place(told.recorded.sequence, WHOLE if told.last else told.part))


def _said(place: Place) -> str:
    return str(place.position) if place.part == WHOLE else f"{place.position}.{place.part}"


def _place(said: str) -> Place:
    position, _, part = said.partition(".")
    return Place(int(position), int(part) if part else WHOLE)
