"""Tells the feed what the log says: in the order of the log, each event once, from where the feed ends."""

from collections.abc import Sequence
from contextlib import aclosing
from typing import Any, Final, Protocol, cast

from consumers.feed.messages import Message, messages_of
from consumers.feed.tellers import Tellers
from domain.record.envelope import Recorded
from domain.store import EventStore

_TOGETHER: Final = 500
"""Messages after which they are told; nats-server takes 1,000 at once."""


class Overtaken(Exception):
    """Another relay told the feed something meanwhile: what was to be told now is not, for it may be there already."""


class Outlet(Protocol):
    """The feed itself."""

    async def last(self) -> int:
        """The last position of the log that it was told of, 0 where there is none. Raises StoreUnavailable."""
        ...

    async def tell(self, messages: Sequence[Message], position: int) -> None:
        """All of them and that all up to the position is told, or nothing, right after what was last there.

        Raises Overtaken, StoreUnavailable: then :meth:`last` says whether it was.
        """
        ...


class Relay:
    """``position`` is the last event of the log that the feed is known to have."""

    def __init__(self, source: EventStore, outlet: Outlet, prefix: str, name: str) -> None:
        self._source, self._outlet, self._prefix, self._name = source, outlet, prefix, name
        self._tellers = Tellers(source)
        self.position = 0

    async def run(self) -> None:
        """For ever. Raises Overtaken, and what the log and the feed raise: to be called again."""
        self._tellers.clear()
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
        return messages_of(recorded, await self._tellers.tell(recorded), self._prefix, self._name)
