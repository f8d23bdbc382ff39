"""Whether an event could be stored, and on how many servers it would stand: asked again and again in the background."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import structlog

from eventsourcing_nats import EventLog, Quorum
from gongdan.watching.kept import under_way

log = structlog.get_logger(__name__)

_HEARD: Final = 2.0
"""Seconds since a replica was heard last that count as being there: answered at once, and calm under load."""
_EVERY: Final = 5.0
_AGAIN: Final = 0.5
"""Seconds between two askings, and after a bad answer: whoever waits for it to be well again is told soon."""


class QuorumWatch:
    """``seen`` is the last answer, at most some eight seconds old; None before the first."""

    def __init__(self, watched: EventLog) -> None:
        self._log = watched
        self.seen: Quorum | None = None

    async def watch(self) -> None:
        """For ever."""
        while True:
            found = await self._log.quorum(heard_within=_HEARD)
            self._tell(found)
            self.seen = found
            await asyncio.sleep(_EVERY if found.can_store else _AGAIN)

    def _tell(self, found: Quorum) -> None:
        """Of changes only, and of nothing that was well from the beginning."""
        before = self.seen
        if found.can_store != (before is None or before.can_store):
            if found.can_store:
                log.info("storing_possible_again", leader=found.leader)
            else:
                log.error("storing_not_possible", why=found.why)
        elif found.can_store and found.current != (before.current if before else found.wanted):
            log.warning(
                "replicas_changed",
                current=found.current,
                wanted=found.wanted,
                offline=list(found.offline),
                lagging=list(found.lagging),
            )


@asynccontextmanager
async def watching_quorum(watched: EventLog) -> AsyncIterator[QuorumWatch]:
    """Watched until it is left."""
    watch = QuorumWatch(watched)
    async with under_way("quorum", watch.watch):
        yield watch
