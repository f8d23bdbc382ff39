"""What the API asks of the program about subscribers: their secrets, how far they are, and what they connect with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from api.feed.port import Feed
from domain.subscriptions.standing import Named
from domain.subscriptions.vocabulary import Way


@dataclass(frozen=True, slots=True)
class Behind:
    """How far a subscriber is behind: ``events`` it has not had, ``seconds`` since the first of them was recorded.

    ``position`` is the last of the log that it had; None where that is not known.
    """

    position: int | None = None
    events: int | None = None
    seconds: float | None = None
    seen: datetime | None = None


class Subscribers(Protocol):
    """Raises ApiProblem for what is refused; what the log has to know of is the caller's to record before.

    ``feed`` is what those read who ask for it themselves.
    """

    @property
    def feed(self) -> Feed: ...

    async def all(self) -> Mapping[str, Named]:
        """As they stand now, by name. Raises StoreUnavailable, HistoryDamaged."""
        ...

    async def known(self, name: str) -> Named | None:
        """As it stood a moment ago, and at once where it was changed here. Raises as :meth:`all`."""
        ...

    def holder(self, secret: str) -> tuple[str, str] | None:
        """Whose it is, and what it is known by; None where it is nobody's. Whether it counts, the log says."""
        ...

    def reached(self, name: str, position: int) -> None:
        """It has had all up to a position of the log."""
        ...

    def issue(self, name: str, way: Way, secret: str) -> str:
        """A secret known by that id, told this once."""
        ...

    def require(self, way: Way) -> None:
        """Raises ApiProblem where this service can't tell anybody in that way."""
        ...

    async def set_up(self, name: str, *, renewed: bool = False) -> Mapping[str, str]:
        """Make what it needs on the nats-servers, as it stands now; what its program connects with. Raises ApiProblem.

        Nothing where it needs nothing there. ``renewed``: it was given another secret.
        """
        ...

    async def behind(self, named: Named) -> Behind: ...
