"""Read models as of a moment, kept for the pages, exports and comparisons that follow the first look."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from projections.past.building import built
from projections.past.progress import Progress
from projections.past.source import Source
from projections.registry import named
from projections.running.reading import read
from projections.sql.local import SHANGHAI
from projections.store import ReadStore

MOST: Final = 4
"""Moments that are kept, each with the read models that were asked for."""
PATIENCE: Final = 10.0
"""Seconds that a look waits for a moment that nobody looked at before."""

Key = tuple[datetime, bool, tuple[str, ...]]


class StillBuilding(Exception):
    """It goes on being built, as far as ``progress`` says: ask again."""

    def __init__(self, progress: Progress) -> None:
        super().__init__("still building")
        self.progress = progress


@dataclass(slots=True)
class _Kept:
    """A moment's read models, the position up to which the log was looked through for it, and whose turn it is.

    ``building`` goes on though nobody waits for it any more.
    """

    store: ReadStore | None = None
    position: int = 0
    lookers: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    building: asyncio.Task[ReadStore] | None = None
    progress: Progress = field(default_factory=Progress)

    def close(self) -> None:
        if self.building:
            self.building.cancel()
        if self.store:
            self.store.close()
        self.building = self.store = None


class Past:
    """Built on demand, one at a time; those looked at last are kept, in files that only this process knows.

    Kept for as long as nothing comes that happened by then: of what is new, only the times are read.
    """

    def __init__(self, log: Source, live: ReadStore | None = None, zone: ZoneInfo = SHANGHAI) -> None:
        """``live``: the read models of now, from which most of the past is told."""
        self._log, self._live, self._zone = log, live, zone
        self._building = asyncio.Lock()
        self._kept = OrderedDict[Key, _Kept]()

    @asynccontextmanager
    async def at(self, moment: datetime, *, known: bool, names: Iterable[str]) -> AsyncIterator[ReadStore]:
        """These read models; ``known``: as it was known then, else as it was.

        Raises StillBuilding where that takes long.
        """
        key = (moment, known, tuple(sorted(names)))
        kept = self._kept.setdefault(key, _Kept())
        self._kept.move_to_end(key)
        kept.lookers += 1
        try:
            while True:
                async with kept.turn:
                    if (store := await self._current(key, kept)) is not None:
                        yield store
                        break
                await self._wait(kept)
        finally:
            kept.lookers -= 1
            self._forget()

    @property
    def kept(self) -> int:
        """How many moments there are read models of."""
        return sum(kept.store is not None for kept in self._kept.values())

    async def _current(self, key: Key, kept: _Kept) -> ReadStore | None:
        """What holds now; None while it is being built, which it begins where nobody has."""
        moment, known, _ = key
        if kept.building is not None and not kept.building.done():
            return None
        if kept.building is not None:
            finished, kept.building = kept.building, None
            kept.store = finished.result()
            return kept.store
        end = await self._log.end()
        if kept.store is not None and not await self._outdated(kept.position, moment, known, end):
            kept.position = end
            return kept.store
        kept.close()
        kept.position, kept.progress = end, Progress()
        kept.building = asyncio.create_task(self._built(key, kept.progress))
        return None

    async def _wait(self, kept: _Kept) -> None:
        """All who look wait at the same time. Raises StillBuilding."""
        if kept.building is not None and not (await asyncio.wait({kept.building}, timeout=PATIENCE))[0]:
            raise StillBuilding(kept.progress)

    async def _built(self, key: Key, progress: Progress) -> ReadStore:
        moment, known, names = key
        async with self._building:
            projections = tuple(map(named, names))
            return await built(
                self._log, self._live, moment, projections, known=known, zone=self._zone, progress=progress
            )

    async def _outdated(self, position: int, moment: datetime, known: bool, end: int) -> bool:
        async for events in read(self._log, position, end):
            times = (event.envelope.recorded if known else event.envelope.occurred for event in events)
            if any(at <= moment for at in times):
                return True
        return False

    def _forget(self) -> None:
        """Close those that were looked at longest ago and that nobody looks at."""
        idle = [key for key, kept in self._kept.items() if not kept.lookers]
        for key in idle[: max(0, len(self._kept) - MOST)]:
            self._kept.pop(key).close()

    def forget(self) -> None:
        """Build everything anew when it is looked at next: somebody was erased since."""
        for key, kept in [*self._kept.items()]:
            kept.position = 0
            if not kept.lookers:
                self._kept.pop(key).close()

    def close(self) -> None:
        for kept in self._kept.values():
            kept.close()
        self._kept.clear()
