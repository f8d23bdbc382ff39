"""Subscribers as the API asks for them: what the log says, secrets beside it, and how far each of them is."""

import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Final

from api.subscriptions.port import Behind
from domain.subscriptions.standing import Named, Subscriptions
from domain.subscriptions.vocabulary import PULLED, Way
from gongdan.access.accounts.subscribers import SubscriberSecrets
from gongdan.feeding.telling import FeedOfTheLog, Log

_RECENT: Final = 1.0
"""Seconds for which a look at the log is good enough for readers."""


async def _nothing(name: str) -> None:
    """Where no webhooks are delivered."""


class LogSubscribers:
    """Implements :class:`api.subscriptions.port.Subscribers`; ``taken``: up to where a webhook's endpoint took all."""

    def __init__(
        self,
        store: Log,
        secrets: SubscriberSecrets,
        now: Callable[[], datetime],
        taken: Callable[[str], Awaitable[int | None]] = _nothing,
    ) -> None:
        self._store, self._secrets, self._now = store, secrets, now
        self._subscriptions = Subscriptions(store)
        self._looked = 0.0
        self.taken = taken
        self.feed = FeedOfTheLog(store)
        self.holder, self.reached = secrets.holder, secrets.reached

    async def all(self) -> Mapping[str, Named]:
        looked = time.monotonic()
        found = await self._subscriptions.refresh()
        self._looked = looked
        return found

    async def known(self, name: str) -> Named | None:
        found = self._subscriptions.all
        if name not in found or time.monotonic() - self._looked > _RECENT:
            found = await self.all()
        return found.get(name)

    def issue(self, name: str, way: Way, secret: str) -> str:
        return self._secrets.issue(name, way, secret)

    async def set_up(self, name: str) -> Mapping[str, str]:
        self._looked = 0.0
        return {}

    async def behind(self, named: Named) -> Behind:
        if named.subscription.way == "webhook":
            taken = await self.taken(named.name)
            read = (taken, None) if taken is not None else None
        elif named.subscription.way in PULLED:
            read = self._secrets.read(named.name)
        else:
            return Behind()
        position, seen = read or (named.subscription.begins, None)
        position = max(position, named.subscription.begins)
        events = max(0, await self._store.end() - position)
        return Behind(position, events, await self._waiting(position) if events else 0.0, seen)

    async def _waiting(self, position: int) -> float:
        """Seconds since the first event after a position was recorded."""
        async for batch in self._store.follow(position, until=position + 1):
            return max(0.0, (self._now() - batch[0].envelope.recorded).total_seconds())
        return 0.0
