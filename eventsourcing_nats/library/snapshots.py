"""Snapshots are a cache: one that can't be read any more is passed over, and the history is replayed instead."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import structlog
from eventsourcing.domain import DomainEventProtocol, TAggregateID
from eventsourcing.persistence import EventStore, Mapper, StoredEvent

from eventsourcing_nats.library.recording.recorders import NatsAggregateRecorder

log = structlog.get_logger(__name__)


class SnapshotStore(EventStore[TAggregateID]):
    """Hands out only snapshots whose class, state and upcasts are there; an older one where the newest is not."""

    def __init__(self, mapper: Mapper[TAggregateID], recorder: NatsAggregateRecorder) -> None:
        super().__init__(mapper, recorder)
        self._snapshots = recorder

    def get(
        self,
        originator_id: TAggregateID,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Iterator[DomainEventProtocol[TAggregateID]]:
        if (gt, desc, limit) == (None, True, 1) and (newest := self._newest(originator_id, lte)):
            return iter((newest,))
        stored = self.recorder.select_events(originator_id, gt=gt, lte=lte, desc=desc)
        readable = (snapshot for snapshot in map(self._read, stored) if snapshot is not None)
        return islice(readable, limit)

    def _newest(self, originator_id: TAggregateID, lte: int | None) -> DomainEventProtocol[TAggregateID] | None:
        """What a repository asks for, without reading all the older ones, where the last one taken will do."""
        stored = self._snapshots.last_event(originator_id)
        if stored is None or (lte is not None and stored.originator_version > lte):
            return None
        return self._read(stored)

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
