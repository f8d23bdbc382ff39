"""Reads the log once for all open pages, and tells them of each change once the tables show it."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any, Final, cast

import structlog

from api.service import Service
from domain.record.envelope import Recorded
from gongdan.console.live.changes import Change, change_of, touched
from projections.running.faults import fault

log = structlog.get_logger(__name__)

SHOWN_BY: Final = ("register", "tasks", "clocks", "matters", "customers")
"""The read models that pages with rows are made from."""
KEPT: Final = 1000
"""Changes that who comes back is still told one by one; after more, all that is on the page is to be asked for anew."""
_AT_ONCE: Final = 100
"""Tickets that change together, an import: so many are not told one by one."""
_PATIENCE: Final = 2.0
_LONG: Final = 60.0
_RETRY: Final = 1.0


class Hub:
    """One a process. It reads while somebody listens, and no longer; ``end`` ends it, and whoever listens."""

    def __init__(self, service: Service, kept: int = KEPT) -> None:
        self._service, self._kept = service, kept
        self._changes: deque[Change] = deque()
        self._lost = self._through = self._listening = 0
        self._next = asyncio.Event()
        self._reading: asyncio.Task[None] | None = None
        self._owing: asyncio.Task[None] | None = None
        self._ended = False

    @property
    def shown(self) -> int:
        """Up to where in the log a page that is begun now is sure to show it."""
        pulses = self._service.runner.pulses
        return min(pulses[name].position for name in SHOWN_BY)

    @property
    def through(self) -> int:
        """Up to where in the log all was told."""
        return self._through

    @property
    def reading(self) -> bool:
        """Whether the log is being read."""
        return self._reading is not None

    def end(self) -> None:
        """The service stops: nobody is told anything any more."""
        self._ended = True
        self._rest()
        self._next.set()

    async def changes(self, after: int, every: float) -> AsyncGenerator[Sequence[Change] | None]:
        """Those after a position, as they are shown; None where too many were missed.

        After ``every`` seconds without any: none.
        """
        self._listening += 1
        try:
            self._begin(after)
            position = after
            while not self._ended:
                waiting = self._next
                if position < self._lost:
                    position = self._through
                    yield None
                elif found := self._since(position):
                    position = self._through
                    yield found
                else:
                    position = max(position, self._through)
                    if not await _set_within(waiting, every):
                        yield ()
        finally:
            self._listening -= 1
            if not self._listening:
                self._rest()

    def _since(self, position: int) -> list[Change]:
        found: list[Change] = []
        for change in reversed(self._changes):
            if change.position <= position:
                break
            found.append(change)
        return found[::-1]

    def _begin(self, after: int) -> None:
        """From where the first who listens was told last, where that is not long ago."""
        if self._ended or self._reading:
            return
        now = self.shown
        self._lost = self._through = after if after >= 0 and now - after in range(self._kept + 1) else now
        self._changes.clear()
        self._reading = asyncio.create_task(self._read())

    def _rest(self) -> None:
        for task in (self._reading, self._owing):
            if task:
                task.cancel()
        self._reading = self._owing = None

    async def _read(self) -> None:
        """For ever; what fails for a reason that may pass is tried again, and told once."""
        interrupted = False
        while True:
            try:
                async with aclosing(cast("Any", self._service.log.follow(self._through))) as batches:
                    async for batch in batches:
                        await self._tell(batch)
                        interrupted = False
            except Exception as error:
                if not interrupted:
                    log.warning("live_interrupted", **fault(error))
                interrupted = True
            await asyncio.sleep(_RETRY)

    async def _tell(self, batch: Sequence[Recorded]) -> None:
        end, found = batch[-1].sequence, touched(batch)
        shown = not found or await self._is_shown(end, _PATIENCE)
        if len(found) > _AT_ONCE:
            self._forget(end)
            return
        changes = [await change_of(self._service.desk, first, last) for first, last in found.values()]
        self._keep(sorted((each for each in changes if each), key=lambda each: each.position))
        self._through = end
        if changes:
            self._wake()
        if not shown and self._owing is None:
            self._owing = asyncio.create_task(self._tell_again(end))

    async def _is_shown(self, position: int, patience: float) -> bool:
        wait = self._service.runner.wait_for
        return all(await asyncio.gather(*(wait(position, patience, name) for name in SHOWN_BY)))

    async def _tell_again(self, position: int) -> None:
        """Once tables show what they did not show in time: whoever asked meanwhile saw what was there before."""
        while not await self._is_shown(position, _LONG):
            pass
        self._owing = None
        self._forget(self._through)

    def _forget(self, position: int) -> None:
        """All that is on pages is to be asked for anew."""
        self._changes.clear()
        self._lost = self._through = position
        self._wake()

    def _keep(self, changes: Sequence[Change]) -> None:
        self._changes.extend(changes)
        while len(self._changes) > self._kept:
            self._lost = self._changes.popleft().position

    def _wake(self) -> None:
        woken, self._next = self._next, asyncio.Event()
        woken.set()


async def _set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True
