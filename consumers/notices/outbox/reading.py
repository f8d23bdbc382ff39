"""Follows the log for what people may have to be told, and takes it into the outbox with the position read up to.

It reads as the projections do (docs/decisions/0005), not through a consumer of the broker: a consumer's acknowledgement
can't stand in the transaction that fills the outbox, so that a crash between the two would tell twice or never.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import aclosing
from datetime import datetime
from typing import Final

import structlog

from consumers.notices.outbox.causes import Causes
from consumers.notices.rules import NoticeRules
from domain.notices.catalogue import CAUSED_BY
from domain.record.envelope import Recorded
from projections.errors import PositionRefused
from projections.projection import Log
from projections.running.reading import read, verify
from projections.running.writer import unbroken

log = structlog.get_logger(__name__)

_BATCH: Final = 500
Clock = Callable[[], datetime]
Fill = Callable[[], Awaitable[None]]


class OutboxReader:
    """``told_before`` answers whether any notice is in the log.

    ``first`` is called for every batch before the position moves over it, and again where that fails; ``news`` after.
    """

    def __init__(
        self,
        source: Log,
        epoch: str,
        causes: Causes,
        rules: NoticeRules,
        clock: Clock,
        *,
        told_before: Callable[[], Awaitable[bool]],
        first: Callable[[Sequence[Recorded]], Awaitable[None]],
        news: Callable[[Sequence[Recorded]], None],
    ) -> None:
        self._source, self._epoch, self._causes, self._rules, self._clock = source, epoch, causes, rules, clock
        self._told_before, self._first, self._news = told_before, first, news
        self.position = 0

    @property
    def mark(self) -> str:
        """Up to where all was worked out, for whoever comes after; blocks while the outbox answers."""
        read = self.position
        first = self._causes.first()
        return f"{self._epoch}:{read if first is None else min(read, first - 1)}"

    async def begin(self, mark: str | None, fill: Fill) -> None:
        """Find where to read on; ``fill`` brings what is under way into an outbox that knows nothing of it.

        ``mark`` is what another process left that told people before; None where none did.
        """
        stored = await asyncio.to_thread(self._causes.position)
        if mark is not None:
            await fill()
            await self._begin_at(await self._after(mark))
            log.warning("notices_begun_anew", position=self.position, why="taken-over")
        elif stored is not None:
            try:
                await verify(self._source, self._epoch, stored)
            except PositionRefused:
                await self._begin_at(await self._source.end())
                log.warning("notices_begun_anew", position=self.position, why="other-log")
            else:
                self.position = stored.position
        elif await self._told_before():
            await fill()
            await self._begin_at(await self._since_use_ended())
            log.warning("notices_begun_anew", position=self.position, why="outbox-lost")
        else:
            await self._begin_at(await self._source.end())

    async def run(self) -> None:
        """Until cancelled. Raises what reading the log raises."""
        async with aclosing(read(self._source, self.position, size=_BATCH)) as pieces:
            async for events in pieces:
                now = self._clock()
                wanted = [*self._to_tell(events, now)]
                await self._first(events)
                await unbroken(self._causes.take, self._epoch, events, wanted, now)
                self.position = events[-1].sequence
                self._news(events)

    def _to_tell(self, events: Sequence[Recorded], now: datetime) -> Iterator[Recorded]:
        """Nothing of what an import brings or was made up, and nothing that is no news any more."""
        late = 0
        for recorded in events:
            envelope = recorded.envelope
            if envelope.type == "notice-resent":
                yield recorded
            elif envelope.type in CAUSED_BY and envelope.is_live:
                if now - envelope.occurred > self._rules.use:
                    late += 1
                else:
                    yield recorded
        if late:
            log.info("old_events_not_told", events=late, position=events[-1].sequence)

    async def _begin_at(self, position: int) -> None:
        last = await self._at(position) if position else None
        await unbroken(self._causes.begin, self._epoch, position, last, self._clock())
        self.position = position

    async def _after(self, mark: str) -> int:
        """Of another log, its end; without a mark that can be read, whence things are still of use."""
        epoch, _, position = mark.rpartition(":")
        end = await self._source.end()
        if not position.isdecimal():
            return await self._since_use_ended()
        return min(int(position), end) if epoch == self._epoch else end

    async def _since_use_ended(self) -> int:
        """The last position whose event was recorded so long ago that it is told no more: by bisection."""
        oldest = self._clock() - self._rules.use
        low, high = 0, await self._source.end()
        while low < high:
            middle = (low + high + 1) // 2
            found = await self._at(middle)
            if found.envelope.recorded < oldest:
                low = middle
            else:
                high = middle - 1
        return low

    async def _at(self, position: int) -> Recorded:
        async with aclosing(read(self._source, position - 1, position)) as pieces:
            async for events in pieces:
                return events[0]
        raise LookupError(f"the log has no event at {position}")
