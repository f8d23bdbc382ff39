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
)

from eventsourcing_nats.errors import OutcomeUnknown, StoreUnavailable
from eventsourcing_nats.library.bridge import Bridge
from eventsourcing_nats.library.ids import IdType, as_given, as_text
from eventsourcing_nats.library.inserting import Inserter
from eventsourcing_nats.library.subscription import LogSubscription
from eventsourcing_nats.log import EventLog
from eventsourcing_nats.records import LoggedEvent

T = TypeVar("T")

_PAGE = 500


class NatsAggregateRecorder(AggregateRecorder):
    """Stored events of aggregates. ``gaps``: versions may be any that are not there yet, as of snapshots.

    Raises IntegrityError when a version is taken, OutcomeUnknown and StoreUnavailable (both OperationalError).
    """

    def __init__(
        self, bridge: Bridge, log: EventLog, *, patience: float, ids: IdType = "uuid", gaps: bool = False
    ) -> None:
        self.bridge, self.log = bridge, log
        self.ids: IdType = ids
        self._inserter = Inserter(log, gaps=gaps)
        self._within = 3 * patience + 5

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
        history, _ = self._call(self.log.load(as_text(originator_id)))
        chosen = [
            event
            for event in sorted(history, key=lambda event: event.version, reverse=desc)
            if (gt is None or event.version > gt) and (lte is None or event.version <= lte)
        ]
        return [self._stored(event) for event in chosen[:limit]]

    def _insert(self, stored: Sequence[StoredEvent]) -> list[int]:
        if not stored:
            return []
        try:
            return self.bridge.call(self._inserter.insert(stored), self._within)
        except TimeoutError:
            raise OutcomeUnknown([as_text(event.originator_id) for event in stored], self._within) from None

    def _call(self, work: Coroutine[Any, Any, T]) -> T:
        try:
            return self.bridge.call(work, self._within)
        except TimeoutError:
            raise StoreUnavailable(f"{self.log.stream} gave no answer within {self._within:g} s") from None

    def _stored(self, event: LoggedEvent) -> StoredEvent:
        return StoredEvent(as_given(event.aggregate_id, self.ids), event.version, event.topic, event.state)


class NatsApplicationRecorder(NatsAggregateRecorder, ApplicationRecorder):
    """Also the application's sequence: notification ids are stream sequences, 1, 2, 3 … without a gap."""

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
        return self._call(self._select(first, limit, stop, topics))

    def max_notification_id(self) -> int | None:
        return self._call(self.log.end()) or None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
        return LogSubscription(self, self.bridge, self.log, self.notification, gt, topics)

    def notification(self, event: LoggedEvent) -> Notification:
        """The event as the library hands it on."""
        name = as_given(event.aggregate_id, self.ids)
        return Notification(name, event.version, event.topic, event.state, event.sequence)

    async def _select(self, first: int, limit: int, stop: int | None, topics: Sequence[str]) -> list[Notification]:
        chosen: list[Notification] = []
        while len(chosen) < limit and (stop is None or first <= stop):
            wanted = _PAGE if topics else limit - len(chosen)
            count = wanted if stop is None else min(wanted, stop - first + 1)
            page = await self.log.page(first, count)
            chosen += [self.notification(event) for event in page if not topics or event.topic in topics]
            first += len(page)
            if len(page) < count:
                break
        return chosen[:limit]
