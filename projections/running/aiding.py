"""Much to be caught up with is done by another process, on all cores, while this one serves."""

import asyncio
import gc
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from datetime import datetime
from typing import Final

import structlog

from projections.projection import Log
from projections.running.build import Build
from projections.running.faults import fault
from projections.running.lane import Lanes
from projections.running.reading import read
from projections.running.writer import unbroken, write
from projections.store import ReadStore

log = structlog.get_logger(__name__)

Helper = Callable[[Sequence[str], int], Awaitable[None]]
"""Feeds the read models of these names up to a position, in a process of its own. Raises where that went wrong."""

WORTH: Final = 20_000
"""Events to catch up with that are worth the time in which a process starts."""
PATIENCE: Final = 30.0
"""Seconds that a helper's read models may stand still before it is given up: a batch takes it one or two."""
_TURN: Final = 0.05
"""Seconds that a thread keeps Python's lock meanwhile. Who asks for a page then waits so much longer at most."""
_COLLECT_AFTER: Final = 2_000_000
"""Objects more than were let go of, which a batch of events and its rows do not come to: some 50 an event."""
_COSTS: Final = {
    "clocks": 71,
    "register": 54,
    "processes": 40,
    "figures": 34,
    "tasks": 31,
    "progress": 23,
    "spans": 18,
    "customers": 17,
}
"""Of each event, in microseconds of the same machine; of all others the few that they take."""
_FEW: Final = 4


@contextmanager
def long_turns() -> Iterator[None]:
    """Threads that decode and fold hand Python's lock over a tenth as often: 4,200 events a second became 4,700.

    And what a batch makes is not looked through for cycles again and again while it grows: that took a tenth of all.
    """
    before, collected = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(_TURN)
    gc.set_threshold(_COLLECT_AFTER, *collected[1:])
    try:
        yield
    finally:
        sys.setswitchinterval(before)
        gc.set_threshold(*collected)


class Aid:
    """``helper`` is None where there is no other process, or it did not do what it was asked."""

    def __init__(self, helper: Helper | None, worth: int = WORTH, patience: float = PATIENCE) -> None:
        self._helper, self._worth, self._patience = helper, worth, patience

    def part(self, lanes: Lanes, end: int) -> list[Build]:
        """What a helper is to feed, a lane of it; nothing where that is not worth it."""
        if self._helper is None:
            return []
        behind = [lane for lane in lanes.all if end - lane.position >= self._worth and len(lane.builds) > 1]
        if not behind:
            return []
        lane = max(behind, key=lambda lane: len(lane.builds))
        lanes.all.remove(lane)
        return lane.builds

    async def feed(self, builds: Sequence[Build], until: int) -> None:
        """Wait until it is done, whatever came of it: the positions tell. A helper that fails is asked no more."""
        if self._helper is None:
            return
        try:
            await self._helper([build.name for build in builds], until)
        except Exception as error:
            log.warning("catching_up_unaided", **fault(error))
            self._helper = None

    def watch(self) -> "Watch":
        """Of a helper that begins now."""
        return Watch(self._patience)

    def give_up(self) -> None:
        """It stands still, and is asked no more."""
        log.warning("catching_up_unaided", error="StandsStill", where="-", seconds=self._patience)
        self._helper = None


class Watch:
    """Notices that a helper moves no read model for longer than ``patience``."""

    def __init__(self, patience: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._patience, self._clock = patience, clock
        self._position, self._since = -1, clock()

    def stands_still(self, position: int) -> bool:
        """At this position now."""
        if position != self._position:
            self._position, self._since = position, self._clock()
        return self._clock() - self._since > self._patience


def shared_out(builds: Sequence[Build], parts: int) -> list[list[Build]]:
    """The dearest first, each to whoever has least; no part without any."""
    shared = [list[Build]() for _ in range(parts)]
    for build in sorted(builds, key=_cost, reverse=True):
        min(shared, key=lambda part: sum(map(_cost, part))).append(build)
    return [part for part in shared if part]


def _cost(build: Build) -> int:
    return _COSTS.get(build.projection.name, _FEW)


async def position_of(store: ReadStore, builds: Sequence[Build]) -> int:
    """Where they stand, all at one."""
    stored = await asyncio.to_thread(store.positions)
    return stored[builds[0].name].position


async def feed(
    source: Log, store: ReadStore, builds: Sequence[Build], until: int, clock: Callable[[], datetime]
) -> None:
    """Folds the log into read models that stand at one position. Raises Overtaken."""
    position = await position_of(store, builds)
    async with aclosing(read(source, position, until)) as pieces:
        with long_turns():
            async for events in pieces:
                await unbroken(write, store, builds, position, events, clock())
                position = events[-1].sequence
