"""What a replay asks of the event log: stored bodies in order, and their sealed values one by one."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.record.personal import Path
from projections.replaying.rows import Json


class Stored(Protocol):
    """An event as it stands in the log."""

    @property
    def sequence(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Stretch:
    """Events that follow each other up to a position; ``foreign`` counts messages among them that are no events."""

    events: Sequence[Stored]
    read_to: int
    foreign: int = 0


class Source(Protocol):
    """The log with its keys. Only :meth:`stretches` and :meth:`end` wait; the rest may be called in any thread."""

    @property
    def epoch(self) -> str: ...

    async def end(self) -> int:
        """The last position of the log, 0 where it is empty."""
        ...

    def stretches(self, after: int, until: int) -> AsyncGenerator[Stretch]:
        """All of the log after a position, up to another. Raises LogGap, StoreUnavailable."""
        ...

    def body(self, stored: Stored) -> Json:
        """The event's body as it stands, sealed values and all. Raises Unreadable, UnknownEventType."""
        ...

    def opened(self, body: Json, path: Path, sealed: Json, position: int) -> object | None:
        """A sealed value in the clear; None once its key is gone. Raises Unreadable, UnknownEventType."""
        ...

    def pseudonym(self, kind: str, value: str) -> str:
        """What stands for a personal value: the same for the same, and telling nothing of it."""
        ...
