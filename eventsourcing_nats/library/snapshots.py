"""Snapshots are a cache: one that can't be read any more is passed over, and the history is replayed instead."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import structlog
from eventsourcing.domain import DomainEventProtocol, TAggregateID
from eventsourcing.persistence import EventStore, StoredEvent

log = structlog.get_logger(__name__)


class SnapshotStore(EventStore[TAggregateID]):
    """Hands out only snapshots whose class, state and upcasts are there; an older one where the newest is not."""

    def get(
        self,
        originator_id: TAggregateID,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Iterator[DomainEventProtocol[TAggregateID]]:
        stored = self.recorder.select_events(originator_id, gt=gt, lte=lte, desc=desc)
        readable = (snapshot for snapshot in map(self._read, stored) if snapshot is not None)
        return islice(readable, limit)

    def _read(self, stored: StoredEvent) -> DomainEventProtocol[TAggregateID] | None:
        """The snapshot, once an aggregate could be made of it; whatever application code raises then, it is skipped."""
        try:
            snapshot: Any = self.mapper.to_domain_event(stored)
            if callable(make := getattr(snapshot, "mutate", None)):
                make(None)
        except Exception as error:
            name, version = str(stored.originator_id), stored.originator_version
            log.warning("snapshot_skipped", aggregate=name, version=version, why=f"{type(error).__name__}: {error}")
            return None
        return snapshot
