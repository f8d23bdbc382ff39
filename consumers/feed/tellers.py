"""What the world is told of each event of the log, by whoever reads on from anywhere in it."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

import structlog

from domain.published.event import PublicEvent
from domain.published.telling import Teller
from domain.record.envelope import Recorded, Unreadable
from domain.store import EventStore

log = structlog.get_logger(__name__)

_REMEMBERED: Final = 5_000
"""Aggregates whose state is kept; another's history is read again when it goes on."""


class Tellers:
    """One for each aggregate.

    Events come in the order of the log. Where some were passed over, or come again after a failure, what is kept of
    their aggregate is not how it stood before, and its history is read again.
    """

    def __init__(self, source: EventStore) -> None:
        self._source = source
        self._tellers = OrderedDict[str, tuple[Teller, int]]()

    async def tell(self, recorded: Recorded) -> Sequence[PublicEvent]:
        """The public events of one; none, and a word in our own log, where it can't be read."""
        teller = await self._teller(recorded)
        try:
            return teller.tell(recorded)
        except Unreadable as error:
            log.error("event_not_told", position=recorded.sequence, why=str(error))
            return []

    async def _teller(self, recorded: Recorded) -> Teller:
        """Of the aggregate as it stood before this event."""
        key, version = recorded.envelope.aggregate, recorded.envelope.version
        teller, last = self._tellers.pop(key, (Teller(), 0))
        if last != version - 1:
            teller = Teller()
            before = (await self._source.load(key)).events if version > 1 else ()
            teller.pass_over([each for each in before if each.envelope.version < version])
        self._tellers[key] = teller, version
        if len(self._tellers) > _REMEMBERED:
            self._tellers.popitem(last=False)
        return teller
