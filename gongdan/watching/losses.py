"""Whether recorded events are missing from the log: then nothing is recorded, or numbers would be given out again."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Final

import structlog
from prometheus_client.core import Metric

from api.gauges import gauge
from domain.refusals import EventsMissing
from eventsourcing_nats import EventLog, Losses, StoreUnavailable
from gongdan.failures import Failure
from gongdan.watching.kept import under_way

log = structlog.get_logger(__name__)

_EVERY: Final = 5.0
"""Seconds between two looks."""


class LossWatch:
    """``seen`` is what is missing; it stays so until the log is restored. None where nothing was, when last seen.

    ``cut`` is how many are gone, or others, at the log's end, as who keeps a copy knows: the broker counts none there.
    """

    def __init__(self, watched: EventLog) -> None:
        self._log = watched
        self.seen: Losses | None = None
        self.cut = 0

    @property
    def whole(self) -> bool:
        """Whether nothing is known to be missing."""
        return self.seen is None and not self.cut

    @property
    def hindrance(self) -> Failure | None:
        """Why nothing may be recorded."""
        return missing(self._log, self.seen) if self.seen else None

    def require_whole(self) -> None:
        """Raises EventsMissing where events are known to be missing."""
        if gone := self.seen.missing if self.seen else self.cut:
            raise EventsMissing(gone)

    def measured(self) -> Iterator[Metric]:
        lost = self.seen.missing if self.seen else 0
        yield gauge("gongdan_log_events_missing", "Recorded events that are not there any more.", (), [((), lost)])

    async def watch(self) -> None:
        """For ever."""
        while True:
            await asyncio.sleep(_EVERY)
            await self.look()

    async def look(self) -> None:
        """Once; of a log that can't be looked at now, what was seen last counts."""
        try:
            found = await self._log.losses()
        except StoreUnavailable:
            return
        before, self.seen = self.seen, found
        if found and found.missing != (before.missing if before else 0):
            log.error("events_missing", missing=found.missing, first=found.first, end=found.last)


def missing(watched: EventLog, seen: Losses) -> Failure:
    return Failure("events-missing", stream=watched.stream, count=seen.missing, first=seen.first, end=seen.last)


@asynccontextmanager
async def watching_losses(watch: LossWatch) -> AsyncIterator[LossWatch]:
    """Watched until it is left."""
    async with under_way("losses", watch.watch):
        yield watch
