"""What the API asks of the feed: events from any place of the log on, as a grant lets them be seen."""

from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from domain.published.event import PublicEvent


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be told: events that pass, of what was recorded at ``since`` or later, with ``details`` besides."""

    passes: Callable[[PublicEvent], bool] = lambda _: True
    since: datetime | None = None
    details: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """``events`` of a stretch of the log, each with the place after it, and the ``place`` at which the stretch ends.

    A place is a position of the log, or ``POSITION.PART`` within what is told of one event.
    """

    events: list[tuple[str, dict[str, Any]]] = field(default_factory=list[tuple[str, dict[str, Any]]])
    place: str = "0"
    end: int = 0


class Feed(Protocol):
    """Raises StoreUnavailable; ``who`` reads on where they read before at less cost."""

    async def page(self, who: str, after: str, wanted: Wanted, limit: int) -> Stretch:
        """At most about ``limit``; fewer, and even none, where much was passed over. ``end`` is that of the log."""
        ...

    def follow(self, after: str, wanted: Wanted) -> AsyncIterator[Stretch | None]:
        """As it happens, for ever; None again and again while nothing does. It ends when the service does."""
        ...

    def ids(self, after: str, through: int, wanted: Wanted) -> AsyncIterator[tuple[list[str], str]]:
        """Of all that is told of a range, in order, piece by piece; each with the place at which it ends."""
        ...
