"""What goes into the log and what comes out of it: plain values, nothing of the broker's."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from eventsourcing_nats.ancestry import MAX_ANCESTORS, absolute


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to store. ``event_id`` names it for ever: the same id again is the same event."""

    aggregate_id: str
    version: int
    topic: str
    state: bytes
    event_id: str


@dataclass(frozen=True, slots=True)
class Tip:
    """The last event of an aggregate, and the (at most 64) stream sequences before it, oldest first.

    ``found``: these events were in the log already, from an earlier try, and their bytes may be another try's.
    ``over``: the last message on the aggregate's subject, where that is no event; else 0. Where such messages are all
    that stands there, ``sequence`` is 0.
    """

    sequence: int
    version: int
    ancestors: tuple[int, ...]
    event_id: str
    found: bool = field(default=False, compare=False)
    over: int = 0

    @classmethod
    def of_nothing(cls, over: int) -> "Tip":
        """Of an aggregate that has no event, though something that is none stands on its subject."""
        return cls(0, -1, (), "", over=over)

    @property
    def exists(self) -> bool:
        """Whether the aggregate has an event."""
        return self.sequence > 0

    @property
    def expected(self) -> int:
        """The sequence of the last message on the subject, as the broker compares it."""
        return max(self.sequence, self.over)

    @property
    def lineage(self) -> tuple[int, ...]:
        """The ancestors of the event that comes next, oldest first."""
        return (*self.ancestors, self.sequence)[-MAX_ANCESTORS:] if self.exists else ()


class LoggedEvent(NamedTuple):
    """A stored event. ``sequence`` is its place in the stream, ``time`` the broker's (UTC, microseconds)."""

    sequence: int
    aggregate_id: str
    version: int
    topic: str
    state: bytes
    event_id: str
    time: datetime
    subject: str
    ancestry: str = ""

    @property
    def ancestors(self) -> tuple[int, ...]:
        """Stream sequences of the aggregate's (at most 64) events before this one, oldest first.

        None when they can't be so, as where the stream was restored to other places.
        """
        try:
            return absolute(self.ancestry, self.sequence)
        except ValueError:
            return ()

    @property
    def tip(self) -> Tip:
        """What an append after this event expects."""
        return Tip(self.sequence, self.version, self.ancestors, self.event_id)


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """Whatever stands at a place in the stream, to the byte: ``headers`` with their first line, empty where none are.

    ``time`` is the broker's, in RFC 3339.
    """

    sequence: int
    subject: str
    headers: bytes
    body: bytes
    time: str


@dataclass(frozen=True, slots=True)
class Unit:
    """Consecutive new events of one aggregate, stored whole or not at all.

    ``tip`` is the aggregate's last event as far as the caller knows; None expects that the aggregate doesn't exist.
    """

    events: tuple[NewEvent, ...]
    tip: Tip | None = None

    def __post_init__(self) -> None:
        if not self.events:
            raise ValueError("a unit holds at least one event")
        first = self.events[0]
        for event in self.events:
            if event.aggregate_id != first.aggregate_id:
                raise ValueError(f"a unit holds one aggregate: {first.aggregate_id}, not also {event.aggregate_id}")

    @property
    def aggregate_id(self) -> str:
        return self.events[0].aggregate_id


@dataclass(frozen=True, slots=True)
class Losses:
    """How many events are ``missing`` of those up to ``last``; the first message that is left stands at ``first``."""

    missing: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How one connection of a log stands: what it is for, whether it has a server, how often it lost one."""

    purpose: str
    up: bool
    losses: int
