"""Keeps the archive up with the log, and signs what it holds: every minute in which something happened."""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, Protocol

import structlog

from consumers.notary.taking import Message, Taking
from trust.archive import Archive
from trust.contents import Row

log = structlog.get_logger(__name__)

TOGETHER: Final = 1_000
"""Messages of one transaction."""
_PAUSE: Final = 1.0
"""Seconds between two looks at the log's end."""
_EVERY: Final = 60.0
_AFTER: Final = 65_536
_SHARE: Final = 100
"""Sealing looks at every ticket: it takes no more than a hundredth of the time."""


class Differs(Exception):
    """The log does not say at this ``position`` what the archive says; nothing more is archived until it is repaired.

    ``subject`` is whose event it is by the archive, ``missing`` whether the log has none there.
    """

    def __init__(self, position: int, subject: str, *, missing: bool) -> None:
        super().__init__(f"position {position} ({subject})")
        self.position, self.subject, self.missing = position, subject, missing


class Source(Protocol):
    """The log, to the byte."""

    async def stored(self, first: int, count: int) -> Sequence[Message]: ...

    async def stored_at(self, sequence: int) -> Message | None: ...

    async def end(self) -> int: ...


def same(archived: Row, there: Message | None) -> bool:
    """Whether a message stands in the log as it was archived."""
    return there is not None and archived[4:] == (there.subject, there.headers, there.body)


class Notary:
    """``taking`` is None until it has begun."""

    def __init__(
        self,
        source: Source,
        archive: Archive,
        begin: Callable[[], Taking],
        clock: Callable[[], datetime],
        *,
        every: float = _EVERY,
        after: int = _AFTER,
    ) -> None:
        self._source, self._archive, self._begin, self._clock = source, archive, begin, clock
        self._every, self._after = every, after
        self.taking: Taking | None = None
        self._due = 0.0

    async def run(self) -> None:
        """For ever. Raises Differs, Overtaken, and what log and database raise: to be called again."""
        self.taking = await asyncio.to_thread(self._begin)
        while True:
            if not await self.step(self.taking):
                await asyncio.sleep(_PAUSE)

    async def caught_up(self) -> Taking:
        """All that the log held when it was called is archived, and sealed."""
        taking = self.taking = await asyncio.to_thread(self._begin)
        end = await self._source.end()
        while await self.step(taking) or taking.position < end:
            pass
        if taking.sealed < taking.position:
            await self._seal(taking)
        return taking

    async def step(self, taking: Taking) -> bool:
        """Archive what comes next, and seal where that is due; whether there was something."""
        found = await self._next(taking.position)
        if found:
            await asyncio.to_thread(taking.take, found)
        waiting = taking.position - taking.sealed
        if waiting and (waiting >= self._after or time.monotonic() >= self._due):
            await self._seal(taking)
        return bool(found)

    async def _next(self, position: int) -> Sequence[Message]:
        """What follows without a gap, once the last archived stands where it stood."""
        found = await self._source.stored(max(position, 1), TOGETHER)
        if position:
            await self._require_same(position, found[0] if found and found[0].sequence == position else None)
            found = [message for message in found if message.sequence > position]
        first = position + 1
        unbroken = [message for at, message in enumerate(found, first) if message.sequence == at]
        if not unbroken and await self._source.end() > position and await self._source.stored_at(first) is None:
            raise Differs(first, "", missing=True)
        return unbroken

    async def _require_same(self, position: int, there: Message | None) -> None:
        """Raises Differs; a replica that trails is no witness."""
        known = self._archive.at(position)
        there = there or await self._source.stored_at(position)
        if known and not same(known, there):
            raise Differs(position, known.subject, missing=there is None)

    async def _seal(self, taking: Taking) -> None:
        began = time.monotonic()
        sealed = await asyncio.to_thread(taking.seal, self._clock())
        took = time.monotonic() - began
        self._due = time.monotonic() + max(self._every, _SHARE * took)
        log.info("checkpoint_signed", size=sealed.size, position=sealed.position, seconds=round(took, 3))
