"""A log in memory that also answers for single histories, as an event store does."""

from collections.abc import Sequence
from datetime import UTC, datetime

from domain.record.envelope import Recorded
from domain.store import History
from projections.projection import Projection
from projections.running.build import Build
from projections.running.writer import write
from projections.store import ReadStore
from tests.projections.logs import ListLog

NOW = datetime(2024, 6, 1, tzinfo=UTC)


class StoredLog(ListLog):
    """``loaded`` counts the histories that were asked for."""

    def __init__(self, events: Sequence[Recorded] = ()) -> None:
        super().__init__()
        self.events = [*events]
        self.loaded = 0

    async def load(self, aggregate: str, *, fresh: bool = False) -> History:
        self.loaded += 1
        return History(tuple(event for event in self.events if event.envelope.aggregate == aggregate), None)

    async def category(self, category: str) -> Sequence[Recorded]:
        return [event for event in self.events if event.envelope.aggregate.startswith(f"{category}-")]


def shown(store: ReadStore, events: Sequence[Recorded], projections: Sequence[Projection]) -> ReadStore:
    """The store, with these events in its read models."""
    with store.write() as connection:
        for projection in projections:
            Build.live(projection).start(connection, "e1", NOW)
    if events:
        write(store, [Build.live(projection) for projection in projections], 0, events, NOW)
    return store
