"""The chain of hashes (docs/formats.md section 5): each event of an aggregate names the hash of the one before it."""

from collections.abc import Iterable, Sequence

from eventsourcing.persistence import StoredEvent

from domain.record.envelope import Recorded, Unreadable
from domain.store import Pending
from gongdan.storing.mapper import EventMapper, event_hash


class Chain:
    """Encodes and checks the events of one log, whose prefix stands in every hash."""

    def __init__(self, mapper: EventMapper, prefix: str) -> None:
        self._mapper, self._prefix = mapper, prefix

    def link(
        self, pending: Iterable[Pending], previous: str | None
    ) -> tuple[list[Recorded], list[StoredEvent], str | None]:
        """Consecutive events after the one with the hash ``previous``: as recorded, as stored, and the last hash."""
        events: list[Recorded] = []
        encoded: list[StoredEvent] = []
        for each in pending:
            events.append(Recorded(each.envelope.model_copy(update={"previous": previous}), each.event, 0))
            encoded.append(self._mapper.to_stored_event(events[-1]))
            previous = self.hash(events[-1], encoded[-1].state)
        return events, encoded, previous

    def end(self, events: Sequence[Recorded], bodies: Sequence[bytes]) -> str | None:
        """The hash of the last event, once every event names the hash of the one before it. Raises Unreadable."""
        previous: str | None = None
        for recorded, body in zip(events, bodies, strict=True):
            envelope = recorded.envelope
            if envelope.previous != previous:
                raise Unreadable(
                    f"the history of {envelope.aggregate} was changed: version {envelope.version} "
                    f"(position {recorded.sequence}) does not follow from the one before it"
                )
            previous = self.hash(recorded, body)
        return previous

    def hash(self, recorded: Recorded, body: bytes) -> str:
        return event_hash(self._prefix, recorded.envelope.aggregate, recorded.envelope.version, body)
