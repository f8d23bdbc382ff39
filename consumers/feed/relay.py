"""Tells the feed what the log says: in the order of the log, each event once, from where the feed ends."""

from collections import OrderedDict
from collections.abc import Sequence
from contextlib import aclosing
from typing import Any, Final, Protocol, cast

import structlog

from consumers.feed.messages import Message, messages_of
from domain.published.telling import Teller
from domain.record.envelope import Recorded, Unreadable
from domain.store import EventStore

log = structlog.get_logger(__name__)

_TOGETHER: Final = 500
"""Messages after which they are told; nats-server takes 1,000 at once."""
_REMEMBERED: Final = 5_000
"""Aggregates whose state is kept; another's history is read again when it goes on."""


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
        self._tellers = OrderedDict[str, Teller]()
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
        teller = await self._teller(recorded)
        try:
            return messages_of(recorded, teller.tell(recorded), self._prefix, self._name)
        except Unreadable as error:
            log.error("event_not_told", position=recorded.sequence, why=str(error))
            return []

    async def _teller(self, recorded: Recorded) -> Teller:
        """Of the aggregate as it stood before this event."""
        key, version = recorded.envelope.aggregate, recorded.envelope.version
        teller = self._tellers.pop(key, None)
        if teller is None:
            teller = Teller()
            if version > 1:
                before = (await self._source.load(key)).events
                teller.pass_over([each for each in before if each.envelope.version < version])
        self._tellers[key] = teller
        if len(self._tellers) > _REMEMBERED:
            self._tellers.popitem(last=False)
        return teller
