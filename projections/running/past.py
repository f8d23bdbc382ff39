"""Read models as of a moment, built by the same code from the whole log: as it was then, and as it was known then."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from domain.policy.shipped import DEFAULT
from domain.record.envelope import Recorded
from projections.projection import Log, Projection
from projections.registry import PROJECTIONS
from projections.running.build import Build
from projections.running.digest import digest
from projections.running.reading import read
from projections.running.writer import unbroken
from projections.sql.local import SHANGHAI
from projections.store import ReadStore

Reached = Callable[[int, int], None]
"""Told of the position that was read up to, and of the last."""


def _untold(done: int, total: int) -> None:
    """Nobody waits."""


OF_THE_PAST: Final = tuple(projection for projection in PROJECTIONS if projection.name in ("register", "progress"))
"""The tables of work; figures are built so where they are asked for."""


async def as_of(
    source: Log,
    at: datetime,
    *,
    known: bool = False,
    projections: Sequence[Projection] = OF_THE_PAST,
    zone: ZoneInfo = SHANGHAI,
    policy: str = DEFAULT,
    reached: Reached = _untold,
) -> ReadStore:
    """A store to be read like the live one; close it when done.

    *As it was* at ``at``: the events that had occurred by then, each ticket's folded by (occurred, version).
    *As it was known* (``known``): the longest prefix of the log in which no event was recorded later.
    """
    end = await source.end()
    store = ReadStore.scratch(zone, policy)
    past = _Past(store, projections)
    try:
        if known:
            await past.fold(_known(source, at, end, reached))
        else:
            await past.fold_in_order(lambda: _occurred(source, at, end, reached))
    except BaseException:
        store.close()
        raise
    return store


async def _known(source: Log, at: datetime, end: int, reached: Reached) -> AsyncIterator[list[Recorded]]:
    async with aclosing(read(source, 0, end)) as pieces:
        async for events in pieces:
            reached(events[-1].sequence, end)
            for place, event in enumerate(events):
                if event.envelope.recorded > at:
                    yield events[:place]
                    return
            yield events


async def _occurred(source: Log, at: datetime, end: int, reached: Reached) -> AsyncIterator[list[Recorded]]:
    async for events in read(source, 0, end):
        reached(events[-1].sequence, end)
        yield [event for event in events if event.envelope.occurred <= at or _holds_always(event)]


def _holds_always(event: Recorded) -> bool:
    """A policy pack means the same for ever; a back-dated ticket may have happened before its pack was published."""
    return event.envelope.aggregate.startswith("policy-")


class _Past:
    """Folds events into the tables of a store of its own."""

    def __init__(self, store: ReadStore, projections: Sequence[Projection]) -> None:
        self._store = store
        self._builds = [Build.live(projection) for projection in projections]

    async def fold(self, pieces: AsyncIterator[list[Recorded]]) -> None:
        """Events in the order they come."""
        await unbroken(self._start)
        async for events in pieces:
            await unbroken(self._digest, events)

    async def fold_in_order(self, pieces: Callable[[], AsyncIterator[list[Recorded]]]) -> None:
        """Each ticket's events by (occurred, version).

        The log has them so but for back-dated ones. Where it has not, it is read again with the tickets concerned
        put aside, which are folded last: memory holds those alone.
        """
        order = _Order()
        await self.fold(order.watch(pieces()))
        if order.broken:
            await self.fold(_put_last(pieces(), order.broken))

    def _start(self) -> None:
        with self._store.write() as connection:
            for build in self._builds:
                build.start(connection, "", datetime.now(UTC))

    def _digest(self, events: list[Recorded]) -> None:
        with self._store.write() as connection:
            for build in self._builds:
                digest(connection, build, events, datetime.now(UTC))


class _Order:
    """Notices the tickets whose events do not come by time of occurrence; from the first on, it only looks for more."""

    def __init__(self) -> None:
        self.broken: set[str] = set()
        self._latest: dict[str, datetime] = {}

    async def watch(self, pieces: AsyncIterator[list[Recorded]]) -> AsyncIterator[list[Recorded]]:
        async for events in pieces:
            for event in events:
                self._note(event)
            yield [] if self.broken else events

    def _note(self, event: Recorded) -> None:
        aggregate, occurred = event.envelope.aggregate, event.envelope.occurred
        if occurred < self._latest.get(aggregate, occurred):
            self.broken.add(aggregate)
        self._latest[aggregate] = occurred


async def _put_last(pieces: AsyncIterator[list[Recorded]], aside: set[str]) -> AsyncIterator[list[Recorded]]:
    kept: list[Recorded] = []
    async for events in pieces:
        kept += [event for event in events if event.envelope.aggregate in aside]
        yield [event for event in events if event.envelope.aggregate not in aside]
    kept.sort(key=lambda event: (event.envelope.aggregate, event.envelope.occurred, event.envelope.version))
    yield kept
