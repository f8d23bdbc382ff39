"""Keeps the read models up with the log, whatever fails meanwhile, and says how far they are."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import aclosing
from datetime import datetime, timedelta
from typing import Any, Final

import structlog

from domain.record.envelope import Recorded
from domain.refusals import UnknownEventType
from projections.errors import LogGap, NotReadable, Overtaken, PositionRefused, StoreDamaged
from projections.operating.growth import Progress
from projections.operating.rebuild import Rebuilt, rebuild
from projections.projection import Log, Projection
from projections.registry import PROJECTIONS
from projections.running import bookkeeping
from projections.running.aiding import Aid
from projections.running.build import Build
from projections.running.faults import fault
from projections.running.health import BEING_BUILT, held
from projections.running.lane import Lane, Lanes
from projections.running.measures import rebuilding, showing
from projections.running.reading import BATCH, read, verify
from projections.running.shown import STALLED_AFTER, Shown
from projections.running.writer import unbroken, write
from projections.store import ReadStore

log = structlog.get_logger(__name__)

_FATAL: Final = (UnknownEventType, PositionRefused, StoreDamaged)
_GAPS: Final = 3
"""A missing position may be a reader's fault: so often the log is read again before it is believed."""
_APART: Final = 0.02
"""Seconds from batch to batch at least: what follows from an event comes soon after it, and one batch of several events
costs little more than one of a single event. Who waits for the first of them waits no longer for that.
"""
_MANY, _FAR_APART = 10, 0.1
"""After a batch of so many events, seconds until the next: while much comes, fewer batches do for it."""


class Runner(Shown):
    """Feeds every read model from the log; one a deployment, started with ``run`` as a task."""

    def __init__(
        self,
        source: Log,
        store: ReadStore,
        *,
        epoch: str,
        clock: Callable[[], datetime],
        projections: Sequence[Projection] = PROJECTIONS,
        stalled_after: timedelta = STALLED_AFTER,
        backoff: tuple[float, float] = (0.1, 10.0),
        look_every: float = 5.0,
        batch: int = BATCH,
        aid: Aid | None = None,
    ) -> None:
        super().__init__(source, store, clock, projections, stalled_after)
        self._epoch = epoch
        self._backoff, self._look_every, self._batch = backoff, look_every, batch
        self._lanes, self._aid = Lanes(), aid or Aid(None)
        self._outdated: list[Projection] = []
        self._end = 0
        self._writing = asyncio.Lock()

    async def run(self) -> None:
        """Keep up until cancelled.

        Raises UnknownEventType (upgrade the program), PositionRefused (another log), StoreDamaged or LogGap; all else
        is logged and tried again.
        """
        while True:
            await self._run()

    async def _run(self) -> None:
        """Until the positions are to be read again."""
        await self._persist(self._resume)
        tasks = [asyncio.create_task(work) for work in self._works()]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        finally:
            await _all_ended(tasks)
        failed = [error for task in tasks if not task.cancelled() and (error := task.exception())]
        if reasons := [error for error in failed if not isinstance(error, Overtaken)]:
            raise reasons[0]
        log.info("positions_reloaded")
        await asyncio.sleep(self._backoff[0])

    def _works(self) -> Iterator[Coroutine[Any, Any, None]]:
        """What goes on side by side, one of which never ends by itself."""
        if aided := self._aid.part(self._lanes, self._end):
            yield self._aided(aided, self._end)
        for lane in self._lanes.all:
            yield self._persist(self._keep_up, lane)
        for projection in self._outdated:
            yield self._persist(self._replace, projection)
        yield self._persist(self._look)

    async def rebuild(self, name: str, progress: Progress | None = None) -> Rebuilt:
        """Build a read model anew beside the one in use, then swap. Raises BadQuery."""
        self._pulse(name)
        return await self._rebuild(self._projections[name], progress)

    async def _rebuild(self, projection: Projection, progress: Progress | None = None) -> Rebuilt:
        where, size = (self._source, self._store, projection), self._batch
        with rebuilding(projection.name):
            return await rebuild(*where, epoch=self._epoch, clock=self._clock, progress=progress, size=size)

    async def _resume(self) -> None:
        """Find every read model where it was left; a new one begins, one of an older version is built beside.

        One of a newer version is left alone until an operator decides.
        """
        stored = await asyncio.to_thread(self._store.positions)
        for name in self._projections.keys() - stored.keys():
            await unbroken(self._begin, self._projections[name])
        stored = await asyncio.to_thread(self._store.positions)
        self._end = await self._source.end()
        self._held = dict(held(self._projections.values(), stored, self._end))
        self._lanes, self._outdated = Lanes(), []
        self._begun.set()
        for name, projection in self._projections.items():
            if name in self._held:
                self._pulses[name].moved(0, None)
                if self._held[name].code == BEING_BUILT:
                    self._outdated.append(projection)
            else:
                position = stored[name]
                await verify(self._source, self._epoch, position)
                self._place(projection, position.position, position.recorded)
        await self._announce()

    def _begin(self, projection: Projection) -> None:
        """Unless a rebuild put its own tables into use meanwhile: they are further."""
        with self._store.write() as connection:
            if bookkeeping.position_of(connection, projection.name) is None:
                Build.live(projection).start(connection, self._epoch, self._clock())

    def _place(self, projection: Projection, position: int, recorded: datetime | None) -> None:
        self._lanes.place(Build.live(projection), position)
        self._pulses[projection.name].moved(position, recorded)

    async def _persist(self, work: Callable[..., object], *args: object) -> None:
        """Try again, ever slower, what fails for a reason that may pass."""
        shortest, longest = self._backoff
        pause, gaps, before = shortest, 0, self._positions()
        while True:
            try:
                await work(*args)  # pyright: ignore[reportGeneralTypeIssues]
                return
            except (*_FATAL, Overtaken):
                raise
            except Exception as error:
                if self._positions() != before:
                    pause, gaps, before = shortest, 0, self._positions()
                gaps += isinstance(error, LogGap)
                if gaps >= _GAPS:
                    raise
                log.warning("reading_interrupted", retry_in=pause, **fault(error))
            await asyncio.sleep(pause)
            pause = min(pause * 2, longest)

    def _positions(self) -> list[int]:
        return [pulse.position for pulse in self._pulses.values()]

    async def _keep_up(self, lane: Lane) -> None:
        """Feed a lane for ever, or until it has met another."""
        while lane.builds:
            async with aclosing(read(self._source, lane.position, size=self._batch)) as pieces:
                async for events in pieces:
                    rest, began = events, time.monotonic()
                    while rest and lane.builds:
                        rest = await self._advance(lane, rest)
                    if not lane.builds:
                        return
                    apart = _FAR_APART if len(events) >= _MANY else _APART
                    await asyncio.sleep(max(0.0, apart - (time.monotonic() - began)))
            await asyncio.sleep(self._backoff[0])

    async def _advance(self, lane: Lane, events: list[Recorded]) -> list[Recorded]:
        """Write the events up to where another lane may be met; the rest."""
        async with self._writing:
            now, rest = self._lanes.pieces(lane, events)
            with showing([build.name for build in lane.builds], now, self._clock()):
                await unbroken(write, self._store, lane.builds, lane.position, now, self._clock())
            lane.position = now[-1].sequence
            for build in lane.builds:
                self._pulses[build.name].moved(lane.position, now[-1].envelope.recorded)
            self._lanes.meet(lane)
        await self._announce()
        return rest

    async def _replace(self, projection: Projection) -> None:
        """Build the new version of a read model, then have all positions read again, its own among them."""
        name, pulse = projection.name, self._pulses[projection.name]

        def report(done: int, total: int) -> None:
            pulse.moved(done, None)
            self._held[name] = NotReadable(BEING_BUILT, name=name, done=done, total=total)

        await self._rebuild(projection, report)
        raise Overtaken(name)

    async def _aided(self, builds: list[Build], end: int) -> None:
        """Wait for another process that feeds these, unless it hangs, then have all positions read again."""
        feeding, watch = asyncio.create_task(self._aid.feed(builds, end)), self._aid.watch()
        try:
            while not (await asyncio.wait([feeding], timeout=1.0))[0]:
                await self._persist(self._see, builds)
                if watch.stands_still(self._pulses[builds[0].name].position):
                    self._aid.give_up()
                    break
        finally:
            feeding.cancel()
            await asyncio.gather(feeding, return_exceptions=True)
        raise Overtaken(builds[0].name)

    async def _see(self, builds: list[Build]) -> None:
        stored = await asyncio.to_thread(self._store.positions)
        for build in builds:
            self._pulses[build.name].moved(stored[build.name].position, stored[build.name].recorded)
        await self._announce()

    async def _look(self) -> None:
        while True:
            await self._look_once()
            await self._look_for_swaps()
            await asyncio.sleep(self._look_every)

    async def _look_for_swaps(self) -> None:
        """Tables of another version were put into use, by another program or an operator. Raises Overtaken."""
        found = dict(held(self._projections.values(), await asyncio.to_thread(self._store.positions), 0))
        for name in self._projections:
            if (found[name].code if name in found else None) != (self._held[name].code if name in self._held else None):
                raise Overtaken(name)


async def _all_ended(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Cancel them and wait for all. Who waits and is cancelled meanwhile is so afterwards: a TaskGroup forgets it."""
    cancelled: asyncio.CancelledError | None = None
    for task in tasks:
        task.cancel()
    while not all(task.done() for task in tasks):
        try:
            await asyncio.wait(tasks)
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled:
        raise cancelled
