"""A build that is not in use yet: fed from the log, and brought level with the one in use before it is looked at."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from sqlalchemy import Connection

from domain.record.envelope import Recorded
from domain.refusals import StoreUnavailable
from projections.errors import Overtaken, PositionRefused, StoreAway
from projections.projection import Log
from projections.running import bookkeeping
from projections.running.build import Build
from projections.running.reading import BATCH, read, verify
from projections.running.writer import fold, unbroken, write
from projections.store import ReadStore

T = TypeVar("T")

Progress = Callable[[int, int], None]
"""Called with events done and events to do."""
Fetch = Callable[[int, int], list[Recorded]]
"""The events after a position up to another, to be called from a thread."""

_ROUNDS: Final = 50
"""How often a swap is tried while readers are in the way."""
_PATIENCE: Final = 5.0
"""Seconds that others wait at most for the few events that are fetched while they may not write."""


@dataclass
class Growth:
    """``position`` is how far the build is; with ``until`` it stops there.

    ``measured`` by the one in use, it never gets into use behind that; not so where that is of another log.
    """

    source: Log
    store: ReadStore
    build: Build
    clock: Callable[[], datetime]
    position: int = 0
    until: int | None = None
    measured: bool = True
    progress: Progress | None = None
    size: int = BATCH

    async def measure(self, epoch: str) -> None:
        """See whether the log still holds what the one in use was built from: an older copy may have been put back."""
        projection = self.build.projection
        live = (await asyncio.to_thread(self.store.positions)).get(projection.name)
        try:
            if live is not None and live.version == projection.version:
                await verify(self.source, epoch, live)
        except PositionRefused:
            self.measured = False

    async def grow(self, end: int) -> None:
        """Fold the events up to a position. Raises Overtaken if the same build is begun elsewhere."""
        async with aclosing(read(self.source, self.position, end, self.size)) as pieces:
            async for events in pieces:
                await unbroken(write, self.store, [self.build], self.position, events, self.clock())
                self._reached(events[-1].sequence, end)

    async def swap(self) -> None:
        """Put the build into use at the log's end, and never behind the one that is. Raises StoreAway, Overtaken."""
        for patience in range(_ROUNDS, -1, -1):
            await self.grow(self.until if self.until is not None else await self.source.end())
            try:
                await self.level(self.build.take_over)
                return
            except StoreAway:
                if patience == 0:
                    raise

    async def level(self, work: Callable[[Connection], T]) -> T:
        """Do something in one transaction that nobody writes beside, the build as far as the one in use or further."""

        def leveled(connection: Connection, fetch: Fetch) -> tuple[T, int]:
            if bookkeeping.position_of(connection, self.build.name) != self.position:
                raise Overtaken(self.build.projection.name)
            live = live_position(connection, self.build) or 0
            if self.until is not None or not self.measured or live <= self.position:
                return work(connection), self.position
            fold(connection, [self.build], self.position, fetch(self.position, live), self.clock())
            return work(connection), live

        result, position = await alone_with_log(self.source, self.store, leveled)
        if position > self.position:
            self._reached(position, position)
        return result

    def _reached(self, position: int, end: int) -> None:
        self.position = position
        if self.progress is not None:
            self.progress(position, end)


def live_position(connection: Connection, build: Build) -> int | None:
    """Where the read model in use stands; None where it is of another version or log, and so is no measure."""
    own, live = (bookkeeping.stands(connection, name) for name in (build.name, build.projection.name))
    if own is None or live is None or (own.version, own.epoch) != (live.version, live.epoch):
        return None
    return live.position


async def alone_with_log(source: Log, store: ReadStore, work: Callable[[Connection, Fetch], T]) -> T:
    """Run work in a thread, in one transaction that nobody writes beside, in which it can fetch events.

    Raises StoreUnavailable, nothing done, where those don't come in time.
    """
    loop = asyncio.get_running_loop()

    def fetch(after: int, until: int) -> list[Recorded]:
        return asyncio.run_coroutine_threadsafe(_fetched(source, after, until), loop).result()

    def run() -> T:
        with store.write() as connection:
            return work(connection, fetch)

    return await unbroken(run)


async def _fetched(source: Log, after: int, until: int) -> list[Recorded]:
    try:
        async with asyncio.timeout(_PATIENCE), aclosing(read(source, after, until)) as pieces:
            return [event async for events in pieces for event in events]
    except TimeoutError:
        raise StoreUnavailable(f"events {after + 1} to {until} were not read in {_PATIENCE} s") from None
