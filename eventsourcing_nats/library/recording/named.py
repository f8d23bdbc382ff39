"""A stored event that brings its id along: stored again, it is the same event."""

from dataclasses import dataclass

from eventsourcing.persistence import StoredEvent


@dataclass(frozen=True)
class NamedEvent(StoredEvent):
    """For a mapper or an event store whose events have ids of their own; others get a random one."""

    event_id: str
