"""What webhooks need to know of subscriptions: which there are, as the log says now, and how one is stopped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from consumers.webhooks.signing.keys import SigningKey
from domain.published.event import PublicEvent

Why = Literal["failing", "gone"]
"""Days of failure; the endpoint said that it wants no more."""


@dataclass(frozen=True, slots=True)
class Again:
    """A range of the log that is told once more; ``name`` tells it from others."""

    name: str
    after: int
    through: int


@dataclass(frozen=True, slots=True)
class Webhook:
    """A subscription by webhook. ``tells`` is False while it is paused, disabled or expired; it is ``over`` at its end.

    Of what comes after the position ``begins`` and was recorded at ``since`` or later, what ``passes``. ``keys`` sign,
    the newest first. ``details`` are the classes of personal data that are told besides.
    """

    name: str
    url: str
    passes: Callable[[PublicEvent], bool] = field(compare=False)
    begins: int
    since: datetime | None = None
    ordered: bool = False
    tells: bool = True
    over: bool = False
    keys: tuple[SigningKey, ...] = field(default=(), repr=False)
    again: tuple[Again, ...] = ()
    details: tuple[str, ...] = ()


class Subscriptions(Protocol):
    async def webhooks(self) -> Sequence[Webhook]:
        """All there are, ended ones too. Raises StoreUnavailable."""
        ...

    async def disable(self, name: str, why: Why) -> None:
        """Harmless twice. Raises StoreUnavailable."""
        ...
