"""What was read is folded in several processes, each forked with the events in its memory: they are opened once."""

import asyncio
import gc
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import aclosing, closing
from datetime import datetime
from typing import Final

import structlog

from domain.record.envelope import Recorded
from projections.projection import Log
from projections.running.aiding import feed, long_turns, position_of, shared_out
from projections.running.build import Build
from projections.running.faults import fault
from projections.running.reading import BATCH, read
from projections.running.writer import write
from projections.store import ReadStore

log = structlog.get_logger(__name__)

FIRST: Final = 1_000
"""Events that are folded before any fork: statements and packs that they make ready are ready in each."""


class NotFolded(Exception):
    """A process ended before its batch was written; its own log line says why."""


async def feed_apart(
    source: Log,
    store: ReadStore,
    builds: Sequence[Build],
    until: int,
    clock: Callable[[], datetime],
    *,
    processes: int,
    begun: Callable[[], None] = lambda: None,
) -> None:
    """As ``feed``, by so many processes; only where this one has one thread. ``begun`` is called in each of them.

    Raises NotFolded.
    """
    await feed(source, store, builds, min(until, await position_of(store, builds) + FIRST), clock)
    position = await position_of(store, builds)
    store.close()  # a connection must not be used on both sides of a fork
    gc.freeze()  # nor need what stays for ever be copied where it is looked through

    def fold(part: Sequence[Build], before: int, events: Sequence[Recorded]) -> None:
        begun()
        gc.disable()  # the process ends with the batch
        write(store, part, before, events, clock())

    with long_turns(), closing(_Forks(fold, shared_out(builds, processes))) as forks:
        async with aclosing(read(source, position, until, BATCH)) as pieces:
            async for events in pieces:
                await forks.fold(position, events)
                position = events[-1].sequence
        await forks.finish()


class _Forks:
    """A process a batch and part; the next batch of a part waits for its last alone, so that parts write in turn."""

    def __init__(
        self, fold: Callable[[Sequence[Build], int, Sequence[Recorded]], None], parts: Sequence[Sequence[Build]]
    ) -> None:
        self._fold, self._parts = fold, parts
        self._going: dict[int, _Fork] = {}

    async def fold(self, before: int, events: Sequence[Recorded]) -> None:
        for place, part in enumerate(self._parts):
            await self._end(place)
            self._going[place] = _Fork(lambda part=part: self._fold(part, before, events))

    async def finish(self) -> None:
        for place in range(len(self._parts)):
            await self._end(place)

    def close(self) -> None:
        """Whatever still goes on is ended, its batch not written."""
        for going in self._going.values():
            going.kill()
        self._going.clear()

    async def _end(self, place: int) -> None:
        if place in self._going:
            await self._going[place].ended()
            if self._going.pop(place).code():
                raise NotFolded


class _Fork:
    """A process that does one thing and ends. That it ended is told by a pipe whose other end it alone holds."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._reads, writes = os.pipe()
        self._pid = os.fork()
        if not self._pid:
            _do(work)
        os.close(writes)

    async def ended(self) -> None:
        """Wait until it has."""
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._reads, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(self._reads)

    def kill(self) -> None:
        os.kill(self._pid, signal.SIGKILL)
        self.code()

    def code(self) -> int:
        """How it ended, asked once; 0 where it did what it was to do."""
        os.close(self._reads)
        return os.waitpid(self._pid, 0)[1]


def _do(work: Callable[[], None]) -> None:
    """In the new process, which must never come back into what it was forked from."""
    code = 1
    try:
        work()
        code = 0
    except BaseException as error:
        log.warning("batch_not_folded", **fault(error))
    finally:
        os._exit(code)
