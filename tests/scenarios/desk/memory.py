"""An event store in memory, as exact as the real one about tips and ids, so that scenarios need no server."""

from collections.abc import AsyncIterator, Sequence

from domain.record.envelope import Recorded
from domain.refusals import StaleVersion
from domain.store import AlreadyStored, Change, History


class MemoryStore:
    """Keeps the promises of :class:`domain.store.EventStore` for one process."""

    def __init__(self, log: Sequence[Recorded] = ()) -> None:
        self._log = [*log]

    def copied(self) -> "MemoryStore":
        """What is added to it is not added here."""
        return MemoryStore(self._log)

    async def load(self, aggregate: str, *, fresh: bool = False) -> History:
        events = tuple(one for one in self._log if one.envelope.aggregate == aggregate)
        return History(events, len(events) or None)

    async def exists(self, aggregate: str) -> bool:
        return any(one.envelope.aggregate == aggregate for one in self._log)

    async def category(self, category: str) -> Sequence[Recorded]:
        return [one for one in self._log if one.envelope.aggregate.startswith(f"{category}-")]

    async def make_ready(self, changes: Sequence[Change]) -> None:
        """Nothing is needed."""

    async def append(self, changes: Sequence[Change]) -> list[History]:
        for change in changes:
            await self._check(change, alone=len(changes) == 1)
        return [self._add(change) for change in changes]

    async def follow(self, after: int = 0, *, until: int | None = None) -> AsyncIterator[list[Recorded]]:
        yield self._log[after:until]

    async def end(self) -> int:
        return len(self._log)

    async def _check(self, change: Change, *, alone: bool) -> None:
        first = change.events[0].envelope
        known = next((one for one in self._log if one.envelope.id == first.id), None)
        if known and known.envelope.aggregate != first.aggregate and alone:
            raise AlreadyStored(await self.load(known.envelope.aggregate))
        if known or (await self.load(first.aggregate)).tip != change.tip:
            raise StaleVersion(first.aggregate)

    def _add(self, change: Change) -> History:
        added = tuple(
            Recorded(one.envelope, one.event, sequence)
            for sequence, one in enumerate(change.events, len(self._log) + 1)
        )
        self._log += added
        return History(added, added[-1].envelope.version)
