"""The feed read from the log itself, from any place in it: what subscribers are told who ask for it themselves."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, cast

from consumers.feed.cloud_events import Told
from consumers.feed.tellers import Tellers
from domain.published.event import PublicEvent
from domain.record.envelope import Recorded
from domain.store import EventStore

WHOLE: Final = 1_000
"""More parts than an event has: after it, nothing is left of the event."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """After a position of the log, or within it: up to the ``part``-th of what is told of that event."""

    position: int
    part: int = WHOLE

    @property
    def before(self) -> int:
        """The position after which the log is to be read."""
        return self.position if self.part == WHOLE else self.position - 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What is told: public events that pass, of what was recorded at ``since`` or later."""

    passes: Callable[[PublicEvent], bool] = lambda _: True
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What was told of a stretch of the log, and the place at which it ends."""

    told: list[Told] = field(default_factory=list[Told])
    place: Place = Place(0)


class Reader:
    """Reads on from ``place``; what it has read of aggregates it keeps for the next time."""

    def __init__(self, source: EventStore, place: Place) -> None:
        self._source, self._tellers, self.place = source, Tellers(source), place

    async def follow(self, asked: Asked, until: int | None = None) -> AsyncIterator[Read]:
        """For ever, or up to a position of the log; each with what was told since the one before, though it be nothing.

        Raises what the log raises, and UnknownEventType.
        """
        batches = cast("Any", self._source.follow(self.place.before, until=until))
        try:
            async for batch in batches:
                told = list[Told]()
                for recorded in batch:
                    told += await self._told(recorded, asked)
                self.place = Place(batch[-1].sequence)
                yield Read(told, self.place)
        finally:
            await batches.aclose()

    async def page(self, asked: Asked, limit: int, scanned: int) -> Read:
        """At most about ``limit``: all of an event's are told together; of at most ``scanned`` events of the log."""
        found, end = list[Told](), await self._source.end()
        until = min(end, self.place.before + scanned)
        if self.place.before >= until:
            return Read(found, self.place)
        batches = cast("Any", self._source.follow(self.place.before, until=until))
        try:
            async for batch in batches:
                for recorded in batch:
                    found += await self._told(recorded, asked)
                    self.place = Place(recorded.sequence)
                    if len(found) >= limit:
                        return Read(found, self.place)
        finally:
            await batches.aclose()
        return Read(found, self.place)

    async def _told(self, recorded: Recorded, asked: Asked) -> list[Told]:
        if asked.since is not None and recorded.envelope.recorded < asked.since:
            return []
        publics = await self._tellers.tell(recorded)
        told = [Told(recorded, public, part, part == len(publics)) for part, public in enumerate(publics, 1)]
        after = self.place.part if recorded.sequence == self.place.position and self.place.part != WHOLE else 0
        return [each for each in told if each.part > after and asked.passes(each.public)]
