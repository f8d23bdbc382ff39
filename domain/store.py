"""What the desk asks of an event store; the composition root gives it one."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from domain.record.envelope import Envelope, Recorded
from domain.record.event import Event


@dataclass(frozen=True, slots=True)
class History:
    """An aggregate's events in version order, and the store's own mark of where they end (opaque; ``None``: empty)."""

    events: tuple[Recorded, ...]
    tip: Any


@dataclass(frozen=True, slots=True)
class Pending:
    """An event to be stored; the store adds the hash of the event before it to the envelope."""

    envelope: Envelope
    event: Event


@dataclass(frozen=True, slots=True)
class Change:
    """Consecutive new events of one aggregate, to follow ``tip``."""

    tip: Any
    events: tuple[Pending, ...]


class AlreadyStored(Exception):
    """The first event to be stored is in the log already, under another aggregate: that one's ``history``."""

    def __init__(self, history: History) -> None:
        super().__init__(history.events[0].envelope.aggregate)
        self.history = history


class EventStore(Protocol):
    """Histories are loaded whole; changes are appended all or none."""

    async def load(self, aggregate: str, *, fresh: bool = False) -> History:
        """The aggregate's history, empty where it does not exist; on several servers it may trail unless ``fresh``."""
        ...

    async def exists(self, aggregate: str) -> bool:
        """Whether the aggregate has any event: asked of the leader, never stale."""
        ...

    async def category(self, category: str) -> Sequence[Recorded]:
        """All events of the aggregates of a kind of which there are few; on several servers it may trail."""
        ...

    async def make_ready(self, changes: Sequence[Change]) -> None:
        """Have what storing them takes, as far as it can be had before; harmless if they are not stored after all."""
        ...

    async def append(self, changes: Sequence[Change]) -> list[History]:
        """Store all changes or none; the new events and tips, one ``History`` a change.

        Raises StaleVersion where another writer was first, AlreadyStored where a lone event's id is known from
        another aggregate, EventTooLarge, and StoreUnavailable where the outcome is not known.
        """
        ...

    def follow(self, after: int = 0, *, until: int | None = None) -> AsyncIterator[list[Recorded]]:
        """All events in log order after a position, in batches; for ever, or up to ``until``.

        One that can't be read comes as :class:`domain.record.envelope.Damaged`; raises UnknownEventType.
        """
        ...

    async def end(self) -> int:
        """The last position of the log, 0 where it is empty."""
        ...
