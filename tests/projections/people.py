"""A log of customers, staff and tickets in memory, and tables folded from it, for tests of who is found how."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.record.envelope import Recorded
from domain.record.event import Event
from projections.projection import Projection
from projections.running.build import Build
from projections.running.writer import write
from projections.store import ReadStore
from tests.customer.recording import NOON, recorded

NOW = datetime(2024, 6, 1, tzinfo=UTC)


def blind(kind: str, value: str) -> str:
    """A keyed hash, as the key store makes them."""
    return hmac.new(b"a key for tests", f"{kind}\n{value}".encode(), hashlib.sha256).hexdigest()[:32]


class PeopleLog:
    """Events of any aggregates, each at its minute from noon."""

    def __init__(self) -> None:
        self.events: list[Recorded] = []
        self._versions: dict[str, int] = {}

    def happen(self, aggregate: str, *events: Event, customer: str | None = None) -> "PeopleLog":
        for event in events:
            version = self._versions[aggregate] = self._versions.get(aggregate, 0) + 1
            made = recorded(event, aggregate, "a-001", version)
            at = NOON + timedelta(minutes=len(self.events))
            changes = {"occurred": at, "recorded": at, "customer": customer or made.envelope.customer}
            envelope = made.envelope.model_copy(update=changes)
            self.events.append(replace(made, envelope=envelope, sequence=len(self.events) + 1))
        return self


def fill(store: ReadStore, projection: Projection, events: Sequence[Recorded], cuts: Sequence[int] = ()) -> ReadStore:
    """The store with the projection's tables, folded from the events in batches that end at the cuts."""
    build, before = Build.live(projection), 0
    with store.write() as connection:
        build.start(connection, "e1", NOW)
    for cut in [*sorted(set(cuts)), len(events)]:
        if before < cut <= len(events):
            write(store, [build], before, events[before:cut], NOW)
            before = cut
    return store
