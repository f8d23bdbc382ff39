"""Whose reads of the event log go unanswered for longer than a change of servers takes, connected or not."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from typing import Final, Protocol

from prometheus_client.core import Metric

from api.gauges import gauge
from eventsourcing_nats import StoreUnavailable
from gongdan.watching.kept import under_way

_EVERY: Final = 1.0
"""Seconds between an answer and the next read."""
_GRACE: Final = 15.0
"""Seconds: by then the servers of a cluster have a new leader, or it is known that nothing can be stored."""


class Readable(Protocol):
    """What can be asked where it ends, such as an event log."""

    async def end(self) -> int: ...


class ReadWatch:
    """``logs`` by the part of the program that reads each."""

    def __init__(self, logs: Mapping[str, Readable], clock: Callable[[], float]) -> None:
        self._logs, self._clock = logs, clock
        self._answered = dict.fromkeys(logs, clock())

    @property
    def unread(self) -> list[str]:
        """The parts of the program that had no answer for more than the grace."""
        late = self._clock() - _GRACE
        return [part for part, answered in self._answered.items() if answered < late]

    def measured(self) -> Iterator[Metric]:
        unread = self.unread
        answered = (((part,), part not in unread) for part in self._logs)
        yield gauge("gongdan_log_can_read", "1 where reads of the log are answered.", ("part",), answered)

    async def watch(self) -> None:
        """For ever; one part's silence holds up no other's read."""
        async with asyncio.TaskGroup() as tasks:
            for part in self._logs:
                tasks.create_task(self._watch(part))

    async def _watch(self, part: str) -> None:
        while True:
            await self.look(part)
            await asyncio.sleep(_EVERY)

    async def look(self, part: str) -> None:
        """Once, for as long as its log waits for an answer."""
        try:
            await self._logs[part].end()
        except StoreUnavailable:
            return
        self._answered[part] = self._clock()


@asynccontextmanager
async def watching_reads(logs: Mapping[str, Readable], clock: Callable[[], float]) -> AsyncIterator[ReadWatch]:
    """Watched until it is left."""
    watch = ReadWatch(logs, clock)
    async with under_way("reads", watch.watch):
        yield watch
