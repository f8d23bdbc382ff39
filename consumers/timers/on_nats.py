"""Timers that outlive every restart: message schedules on the stream of timers, kept by the nats-servers."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final, Protocol

from consumers.timers.messages import Subjects, written
from consumers.timers.port import Timer

_REMEMBERED: Final = 100_000
"""Timers whose time is known here, so that setting them to the same again needs no message."""


class Publish(Protocol):
    """Stored once it returns; raises where that is not known."""

    async def __call__(self, subject: str, body: bytes, headers: Mapping[str, str]) -> None: ...


class NatsTimers:
    """Implements :class:`consumers.timers.port.Timers` for one owner, in one process at a time, which holds its lease.

    Tried: nats-server 2.15.1 tells none early.
    """

    def __init__(self, publish: Publish, subjects: Subjects, clock: Callable[[], datetime]) -> None:
        self._publish, self._subjects, self._clock = publish, subjects, clock
        self._known = OrderedDict[str, datetime | None]()

    async def set(self, timer: Timer) -> None:
        """One that lies ahead is known to be there still; one that has passed may have been told."""
        if self._known.get(timer.key) == timer.at and timer.at > self._clock():
            return
        self._known.pop(timer.key, None)
        await self._publish(self._subjects.set(timer.key), written(timer), self._subjects.setting(timer))
        self._remember(timer.key, timer.at)

    def told(self, key: str) -> None:
        """Early by our clock, where it stands behind the nats-server's: the same time may have to be set once more."""
        self._known.pop(key, None)

    def forget(self) -> None:
        """Another process may have moved any of them."""
        self._known.clear()

    async def cancel(self, key: str) -> None:
        if key in self._known and self._known[key] is None:
            return
        self._known.pop(key, None)
        await self._publish(self._subjects.due(key), b"", self._subjects.cancelling(key))
        self._remember(key, None)

    def _remember(self, key: str, at: datetime | None) -> None:
        self._known[key] = at
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
