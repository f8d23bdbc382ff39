"""Read models as of a moment, kept for the pages and exports that follow the first look."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from projections.projection import Log
from projections.running.past import as_of
from projections.running.reading import read
from projections.store import ReadStore


class Past:
    """Built on demand, one at a time, from the whole log, in memory.

    The last one is kept for as long as nothing comes that happened by then: of what is new, only the times are read.
    """

    def __init__(self, log: Log) -> None:
        self._log = log
        self._turn = asyncio.Lock()
        self._key: tuple[datetime, bool] | None = None
        self._position = 0
        self._store: ReadStore | None = None

    @asynccontextmanager
    async def at(self, moment: datetime, *, known: bool) -> AsyncIterator[ReadStore]:
        """``known``: as it was known then, else as it was."""
        async with self._turn:
            end = await self._log.end()
            if self._store is None or self._key != (moment, known) or await self._outdated(moment, known, end):
                self.close()
                self._store, self._key = await as_of(self._log, moment, known=known), (moment, known)
            self._position = end
            yield self._store

    async def _outdated(self, moment: datetime, known: bool, end: int) -> bool:
        async for events in read(self._log, self._position, end):
            times = (event.envelope.recorded if known else event.envelope.occurred for event in events)
            if any(at <= moment for at in times):
                return True
        return False

    def close(self) -> None:
        if self._store:
            self._store.close()
        self._store = self._key = None
