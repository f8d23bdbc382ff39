"""An application whose cache forgets an aggregate that someone else was faster on."""

import contextlib

from eventsourcing.application import Application, ProcessingEvent
from eventsourcing.domain import TAggregateID
from eventsourcing.persistence import IntegrityError, Recording


class FreshAfterConflict(Application[TAggregateID]):
    """Derive from it where AGGREGATE_CACHE_MAXSIZE is set and AGGREGATE_CACHE_FASTFORWARD is no.

    Without it the library hands out the outdated aggregate again after an IntegrityError, for ever.
    """

    def _record(self, processing_event: ProcessingEvent[TAggregateID]) -> list[Recording[TAggregateID]]:
        try:
            return super()._record(processing_event)
        except IntegrityError:
            self._evict(processing_event)
            raise

    def _evict(self, processing_event: ProcessingEvent[TAggregateID]) -> None:
        cache = self.repository.cache
        if cache:
            for aggregate_id in {event.originator_id for event in processing_event.events}:
                with contextlib.suppress(KeyError):
                    cache.get(aggregate_id, evict=True)
