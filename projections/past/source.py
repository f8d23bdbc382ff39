"""What telling the past asks of the log: all of it in order, single histories, and all events of kinds with few."""

from collections.abc import Sequence
from typing import Protocol

from domain.record.envelope import Recorded
from domain.store import History
from projections.projection import Log


class Source(Log, Protocol):
    """``domain.store.EventStore`` answers it."""

    async def load(self, aggregate: str, *, fresh: bool = False) -> History: ...

    async def category(self, category: str) -> Sequence[Recorded]: ...
