"""Timers on a clock that somebody else moves: under it a year passes in a minute."""

import heapq
import itertools
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from consumers.timers.port import Timer

Told = Callable[[Sequence[Timer]], Awaitable[object]]


class VirtualTimers:
    """Implements :class:`consumers.timers.port.Timers`; ``now`` is called as a clock."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._set: dict[str, tuple[int, Timer]] = {}
        self._waiting: list[tuple[datetime, int, str]] = []
        self._count = itertools.count()

    def now(self) -> datetime:
        return self._now

    @property
    def pending(self) -> dict[str, datetime]:
        """When each is to be told."""
        return {key: timer.at for key, (_, timer) in self._set.items()}

    async def set(self, timer: Timer) -> None:
        number = next(self._count)
        self._set[timer.key] = (number, timer)
        heapq.heappush(self._waiting, (timer.at, number, timer.key))

    def told(self, key: str) -> None:
        """What was told is taken out already."""

    async def cancel(self, key: str) -> None:
        self._set.pop(key, None)

    async def advance(self, until: datetime, told: Told) -> None:
        """Let time pass: each timer is told at its moment, those of one moment together."""
        while (at := self._next()) is not None and at <= until:
            self._now = max(self._now, at)
            await told(self._fired(at))
        self._now = max(self._now, until)

    async def skip(self, until: datetime) -> list[Timer]:
        """As if nobody had been there: all that fell due meanwhile, to be told at once."""
        self._now = max(self._now, until)
        fired: list[Timer] = []
        while (at := self._next()) is not None and at <= until:
            fired += self._fired(at)
        return fired

    def _next(self) -> datetime | None:
        while self._waiting and self._set.get(self._waiting[0][2], (-1,))[0] != self._waiting[0][1]:
            heapq.heappop(self._waiting)
        return self._waiting[0][0] if self._waiting else None

    def _fired(self, at: datetime) -> list[Timer]:
        fired: list[Timer] = []
        while self._next() == at:
            _, _, key = heapq.heappop(self._waiting)
            fired.append(self._set.pop(key)[1])
        return fired
