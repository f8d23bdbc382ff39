"""Why no event can be stored at this moment, in a sentence that is so: looked into only while something is wrong."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Final, Protocol

from eventsourcing_nats import ConfigDrift, EventLog, LogSettings, NotReached, Quorum, StoreUnavailable
from gongdan.composition import Broker, store_failure
from gongdan.failures import Failure
from gongdan.language import Both
from gongdan.watching.kept import under_way

_EVERY: Final = 0.5
_GRACE: Final = 5.0
"""Seconds for the servers of a cluster to agree on a new leader, in which the service is still called ready."""
_PROBED: Final = 5.0
"""Seconds between two tries to sign in anew, which a server writes into its log."""

Clock = Callable[[], float]


class Watched(Protocol):
    """Where the last answer of the servers is seen; None before the first."""

    seen: Quorum | None


class Storing:
    """``settings`` are those that the log was opened with: whatever a password's file says by now."""

    def __init__(self, watched: Watched, settings: LogSettings, broker: Broker, *, own: bool, clock: Clock) -> None:
        self._watched, self._settings, self._broker, self._own, self._clock = watched, settings, broker, own, clock
        self._well: float | None = None
        self._probed: float | None = None
        self._refused: Failure | None = None

    @property
    def hindrance(self) -> Failure | None:
        """What is in the way; None where an event can be stored, or could be just now."""
        seen = self._watched.seen
        if seen is None:
            return Failure("storing-not-known")
        if seen.can_store or self.waiting:
            return None
        return self._refused or hindrance(seen, own=self._own)

    @property
    def waiting(self) -> bool:
        """Whether servers of a cluster, well some seconds ago, may be about to agree on a new leader."""
        seen = self._watched.seen
        return seen is not None and seen.wanted > 1 and self._well is not None and self._clock() - self._well < _GRACE

    async def watch(self) -> None:
        """For ever."""
        while True:
            await self.look()
            await asyncio.sleep(_EVERY)

    async def look(self) -> None:
        """Remember when it was well, and find out whether we are refused where nobody answers."""
        seen = self._watched.seen
        if seen is None:
            return
        if seen.can_store:
            self._well, self._probed, self._refused = self._clock(), None, None
        elif seen.leader is None and (self._probed is None or self._clock() - self._probed > _PROBED):
            self._refused, self._probed = await self._refusal(), self._clock()

    async def _refusal(self) -> Failure | None:
        """Why a new connection is refused, where it is by a server that is there."""
        try:
            await (await EventLog.open(replace(self._settings, patience=1.0, request_timeout=1.0))).close()
        except (StoreUnavailable, ConfigDrift) as error:
            silent = isinstance(error, NotReached) or type(error) is StoreUnavailable
            return None if silent else store_failure(error, self._broker)
        return None


def hindrance(seen: Quorum, *, own: bool = False) -> Failure:
    """Of an answer that says that nothing can be stored. ``own``: of the server that the service brings along."""
    if seen.wanted > 1:
        return Failure("no-quorum", away=away(seen))
    return Failure("own-server-silent" if own else "server-silent")


def away(quorum: Quorum) -> Both:
    """``（不在线：n2；未应答或落后：n3）``; nothing where no name is known.

    For some ten seconds a server that died is told from one that is only slow by nobody.
    """
    named = (("不在线", "offline", quorum.offline), ("未应答或落后", "not answering, or behind", quorum.lagging))
    chinese = "；".join(f"{word}：{'、'.join(names)}" for word, _, names in named if names)
    english = "; ".join(f"{word}: {', '.join(names)}" for _, word, names in named if names)
    return Both(f"（{chinese}）" if chinese else "", f" ({english})" if english else "")


@asynccontextmanager
async def watching(storing: Storing) -> AsyncIterator[Storing]:
    """Looked into until it is left."""
    async with under_way("storing", storing.watch):
        yield storing
