"""Read models as of a moment, kept for the pages and exports that follow the first look."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from projections.projection import Log
from projections.running.past import as_of
from projections.store import ReadStore


class Past:
    """Built on demand; the last one is kept.

    One at a time: each is built from the whole log, in memory.
    """

    def __init__(self, log: Log) -> None:
        self._log = log
        self._turn = asyncio.Lock()
        self._key: tuple[datetime, bool, int] | None = None
        self._store: ReadStore | None = None

    @asynccontextmanager
    async def at(self, moment: datetime, *, known: bool) -> AsyncIterator[ReadStore]:
        """``known``: as it was known then, else as it was."""
        async with self._turn:
            key = (moment, known, await self._log.end())
            if self._store is None or self._key != key:
                self.close()
                self._store, self._key = await as_of(self._log, moment, known=known), key
            yield self._store

    def close(self) -> None:
        if self._store:
            self._store.close()
        self._store = self._key = None
