"""Tells a feed what the log says: in the order of the log, each event once, from where the feed ends."""

from collections.abc import Callable, Collection, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol, cast

from consumers.feed.cloud_events import Told
from consumers.feed.messages import Message, message_of
from consumers.feed.tellers import Tellers
from domain.customer.events import ErasureCompleted
from domain.published.event import PublicEvent
from domain.record.envelope import Recorded
from domain.store import EventStore

_TOGETHER: Final = 500
"""Messages after which they are told; nats-server takes 1,000 at once."""


class Overtaken(Exception):
    """Another relay told the feed something meanwhile: what was to be told now is not, for it may be there already."""


class Rewound(Exception):
    """A person was erased, and what the feed held was taken away: what was not had yet is told anew."""


class Outlet(Protocol):
    """The feed itself."""

    async def last(self) -> int:
        """The last position of the log that it was told of, where it begins if none. Raises StoreUnavailable."""
        ...

    async def tell(self, messages: Sequence[Message], position: int) -> None:
        """All of them and that all up to the position is told, or nothing, right after what was last there.

        Raises Overtaken, StoreUnavailable: then :meth:`last` says whether it was.
        """
        ...

    async def erase(self, position: int) -> bool:
        """Take away what it holds, for the erasure at a position; False where that was done already."""
        ...


@dataclass(frozen=True, slots=True)
class Telling:
    """How a feed tells: ``under`` which subjects, of which log, what of it passes, from when, with which details."""

    under: str
    source: str
    passes: Callable[[PublicEvent], bool] = lambda _: True
    since: datetime | None = None
    details: Collection[str] = ()

    @classmethod
    def of_the_public_feed(cls, prefix: str, source: str) -> "Telling":
        return cls(f"{prefix}-feed", source)

    def messages(self, recorded: Recorded, publics: Sequence[PublicEvent]) -> list[Message]:
        told = (Told(recorded, public, part) for part, public in enumerate(publics, 1) if self.passes(public))
        return [message_of(each, self.under, self.source, self.details) for each in told]

    def begins_with(self, recorded: Recorded) -> bool:
        return self.since is None or recorded.envelope.recorded >= self.since


class Relay:
    """``position`` is the last event of the log that the feed is known to have."""

    def __init__(self, source: EventStore, outlet: Outlet, telling: Telling) -> None:
        self._source, self._outlet, self._telling = source, outlet, telling
        self._tellers = Tellers(source)
        self.position = 0

    async def run(self) -> None:
        """For ever. Raises Overtaken, Rewound, and what the log and the feed raise: to be called again."""
        self.position = await self._outlet.last()
        async with aclosing(cast("Any", self._source.follow(self.position))) as batches:
            async for batch in batches:
                waiting = list[Message]()
                for recorded in batch:
                    waiting += await self._messages(recorded)
                    if len(waiting) >= _TOGETHER or recorded is batch[-1]:
                        await self._outlet.tell(waiting, recorded.sequence)
                        self.position, waiting = recorded.sequence, []

    async def _messages(self, recorded: Recorded) -> list[Message]:
        if self._telling.details and recorded.envelope.type == ErasureCompleted.stored_name:
            await self._erase(recorded)
        if not self._telling.begins_with(recorded):
            return []
        return self._telling.messages(recorded, await self._tellers.tell(recorded))

    async def _erase(self, recorded: Recorded) -> None:
        if await self._outlet.erase(recorded.sequence):
            raise Rewound
