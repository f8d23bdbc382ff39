"""Which connections to the nats-servers have been down for longer than a change of servers takes."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Final, Protocol

from eventsourcing_nats import Standing
from gongdan.watching.kept import under_way

_EVERY: Final = 0.5
_GRACE: Final = 5.0
"""Seconds: what comes back within them was never missed."""


class Connected(Protocol):
    """What holds connections, such as an event log."""

    @property
    def connections(self) -> list[Standing]: ...


class ConnectionWatch:
    """``logs`` by the part of the program that works with each."""

    def __init__(self, logs: Mapping[str, Connected], clock: Callable[[], float]) -> None:
        self._logs, self._clock = logs, clock
        self._up: dict[tuple[str, str], float] = {}

    @property
    def lost(self) -> Mapping[str, list[str]]:
        """By part of the program, the purposes of its connections that are down, and were for more than the grace."""
        self.look()
        late = self._clock() - _GRACE
        found: dict[str, list[str]] = {}
        for (part, purpose), up in self._up.items():
            if up < late:
                found.setdefault(part, []).append(purpose)
        return found

    def look(self) -> None:
        """Remember when each was up last; one that never was counts from the first look."""
        now = self._clock()
        for part, log in self._logs.items():
            for each in log.connections:
                if each.up or (part, each.purpose) not in self._up:
                    self._up[part, each.purpose] = now

    async def watch(self) -> None:
        """For ever."""
        while True:
            self.look()
            await asyncio.sleep(_EVERY)


@asynccontextmanager
async def watching_connections(
    logs: Mapping[str, Connected], clock: Callable[[], float]
) -> AsyncIterator[ConnectionWatch]:
    """Watched until it is left."""
    watch = ConnectionWatch(logs, clock)
    async with under_way("connections", watch.watch):
        yield watch
