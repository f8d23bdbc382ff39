"""What the API asks of webhooks; none of it waits for an endpoint but the trying out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from api.webhooks.views import DeliveryShown, DeliveryView, State, TriedOut, WebhookView


class Webhooks(Protocol):
    """Raises StoreUnavailable, StoreAway. None is the answer where there is no such webhook or message."""

    async def all(self) -> Sequence[WebhookView]: ...

    async def deliveries(self, name: str, state: State | None, limit: int) -> Sequence[DeliveryView] | None:
        """The newest first."""
        ...

    async def delivery(self, name: str, message: str) -> DeliveryShown | None: ...

    async def again(self, name: str, message: str) -> bool | None:
        """One, whatever became of it."""
        ...

    async def again_failed(self, name: str, since: datetime) -> int | None: ...

    async def skip(self, name: str, message: str) -> bool | None:
        """False where it is not open any more."""
        ...

    async def try_out(self, name: str) -> TriedOut | None: ...

    def may_reach(self, url: str) -> bool:
        """False where nothing is ever delivered."""
        ...


class NoWebhooks:
    """Where none are delivered."""

    async def all(self) -> Sequence[WebhookView]:
        return ()

    async def deliveries(self, name: str, state: State | None, limit: int) -> None:
        return None

    async def delivery(self, name: str, message: str) -> None:
        return None

    async def again(self, name: str, message: str) -> None:
        return None

    async def again_failed(self, name: str, since: datetime) -> None:
        return None

    async def skip(self, name: str, message: str) -> None:
        return None

    async def try_out(self, name: str) -> None:
        return None

    def may_reach(self, url: str) -> bool:
        return True
