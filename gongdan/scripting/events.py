"""The library's event store for our events: chained by their hashes, known by their ids, read with their positions."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from eventsourcing.persistence import EventStore, IntegrityError, Notification, Recording, StoredEvent

from domain.record.envelope import Recorded
from domain.refusals import StaleVersion
from domain.store import History, Pending
from domain.ticket.numbering import number_of
from eventsourcing_nats import LoggedEvent, StoredElsewhere
from eventsourcing_nats.library.recording.named import NamedEvent
from eventsourcing_nats.library.recording.recorders import NatsApplicationRecorder
from gongdan.storing.chain import Chain
from gongdan.storing.mapper import EventMapper
from gongdan.storing.store import translated


class PlacingRecorder(NatsApplicationRecorder):
    """Gives stored events with their positions: as notifications, which the library's stored events may be."""

    def _stored(self, event: LoggedEvent) -> Notification:
        return self.notification(event)


class TicketEvents(EventStore[str]):
    """Puts and gives the events of tickets as ``gongdan.storing.store`` does, through the library's recorder."""

    def __init__(self, mapper: EventMapper, recorder: PlacingRecorder, prefix: str) -> None:
        super().__init__(mapper, recorder)
        self._placing, self._encoding, self._chain = recorder, mapper, Chain(mapper, prefix)

    def put(self, domain_events: Sequence[Any], **kwargs: Any) -> list[Recording[str]]:
        """Consecutive new events of one ticket after the event with the hash ``after``.

        Raises StaleVersion, EventTooLarge, StoreUnavailable, and StoredElsewhere for an opening stored before.
        """
        pending = [Pending(each.envelope, each.event) for each in cast("Sequence[Recorded]", domain_events)]
        self._encoding.make_keys(self._encoding.keys_needed((each.envelope, each.event) for each in pending))
        events, stored, _ = self._chain.link(pending, kwargs["after"])
        try:
            with translated():
                places = self._placing.insert_events(list(map(_named, events, stored)))
        except StoredElsewhere:
            raise
        except IntegrityError as error:
            raise StaleVersion(number_of(events[0].originator_id)) from error
        return [
            Recording(
                replace(event, sequence=place),
                Notification(each.originator_id, each.originator_version, each.topic, each.state, place),
            )
            for event, each, place in zip(events, stored, places or (), strict=True)
        ]

    def history(self, aggregate: str) -> History:
        """All events, and the hash of the last as their tip. Raises HistoryDamaged, StoreUnavailable."""
        with translated(aggregate):
            stored = cast("Sequence[Notification]", self._placing.select_events(aggregate))
            events = tuple(self._encoding.to_domain_event(each, each.id) for each in stored)
            return History(events, self._chain.end(events, [each.state for each in stored]))


def _named(recorded: Recorded, stored: StoredEvent) -> NamedEvent:
    return NamedEvent(stored.originator_id, stored.originator_version, stored.topic, stored.state, recorded.envelope.id)
