"""The library's recorders: stored events in, stored events and notifications out, from any thread."""

from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar
from uuid import UUID

from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    Notification,
    StoredEvent,
    Subscription,
    Tracking,
)

from eventsourcing_nats.errors import OutcomeUnknown, StoreUnavailable
from eventsourcing_nats.library.recording import history, sequence
from eventsourcing_nats.library.recording.ids import IdType, as_given, as_text
from eventsourcing_nats.library.recording.inserting import Inserter
from eventsourcing_nats.library.recording.subscription import LogSubscription
from eventsourcing_nats.library.threads.bridge import Bridge
from eventsourcing_nats.log import EventLog
from eventsourcing_nats.records import LoggedEvent

T = TypeVar("T")


class NatsRecorder:
    """What all recorders share. ``gaps``: versions may be any that are not there yet, as of snapshots."""

    def __init__(
        self, bridge: Bridge, log: EventLog, *, patience: float, ids: IdType = "uuid", gaps: bool = False
    ) -> None:
        self.bridge, self.log = bridge, log
        self.ids: IdType = ids
        self.gaps = gaps
        self._inserter = Inserter(log, gaps=gaps)
        self._within = 3 * patience + 5

    def _insert(self, stored: Sequence[StoredEvent], tracking: Tracking | None = None) -> list[int]:
        if not stored and tracking is None:
            return []
        try:
            return self.bridge.call(self._inserter.insert(stored, tracking), self._within)
        except TimeoutError:
            names = [as_text(event.originator_id) for event in stored] or [str(tracking)]
            raise OutcomeUnknown(names, self._within) from None

    def _call(self, work: Coroutine[Any, Any, T]) -> T:
        try:
            return self.bridge.call(work, self._within)
        except TimeoutError:
            raise StoreUnavailable(f"{self.log.stream} gave no answer within {self._within:g} s") from None


class NatsAggregateRecorder(NatsRecorder, AggregateRecorder):
    """Stored events of aggregates.

    Raises IntegrityError when a version is taken, OutcomeUnknown and StoreUnavailable (both OperationalError).
    """

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        self._insert(stored_events)
        return None

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        found = self._call(history.since(self.log, as_text(originator_id), None if self.gaps else gt))
        chosen = [
            event
            for event in sorted(found, key=lambda event: event.version, reverse=desc)
            if (gt is None or event.version > gt) and (lte is None or event.version <= lte)
        ]
        return [self._stored(event) for event in chosen[:limit]]

    def last_event(self, originator_id: UUID | str) -> StoredEvent | None:
        """The event that was stored last."""
        found = self._call(self.log.last(as_text(originator_id)))
        return self._stored(found) if found else None

    def _stored(self, event: LoggedEvent) -> StoredEvent:
        return StoredEvent(as_given(event.aggregate_id, self.ids), event.version, event.topic, event.state)


class NatsApplicationRecorder(NatsAggregateRecorder, ApplicationRecorder):
    """Also the application's sequence: notification ids are stream sequences, 1, 2, 3 … without a gap.

    Only where trackings stand between the events (processing.py) are numbers left out.
    """

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        return self._insert(stored_events)

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        first = 1 if start is None else max(start if inclusive_of_start else start + 1, 1)
        found = self._call(sequence.select(self.log, first, limit, stop, topics))
        return [self.notification(event) for event in found]

    def max_notification_id(self) -> int | None:
        return self._call(sequence.last(self.log))

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
        return LogSubscription(self, self.bridge, self.log, self.notification, gt, topics)

    def notification(self, event: LoggedEvent) -> Notification:
        """The event as the library hands it on."""
        name = as_given(event.aggregate_id, self.ids)
        return Notification(name, event.version, event.topic, event.state, event.sequence)
