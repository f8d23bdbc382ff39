"""Subscribers as the API asks for them: what the log says, secrets beside it, and how far each of them is."""

import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Final

from api.manners.problems import ApiProblem
from api.subscriptions.port import Behind
from domain.refusals import StoreUnavailable
from domain.subscriptions.standing import Named, Subscriptions
from domain.subscriptions.vocabulary import Way
from gongdan.access.accounts.subscribers import SubscriberSecrets
from gongdan.feeding.granting import Granting
from gongdan.feeding.telling import FeedOfTheLog, Log
from gongdan.nats_servers.partners import DOMAIN

_RECENT: Final = 1.0
"""Seconds for which a look at the log is good enough for readers."""


async def _nothing(name: str) -> None:
    """Where no webhooks are delivered."""


class LogSubscribers:
    """Implements :class:`api.subscriptions.port.Subscribers`; ``taken``: up to where a webhook's endpoint took all.

    ``url`` is where the nats-servers are.
    """

    def __init__(
        self,
        store: Log,
        secrets: SubscriberSecrets,
        now: Callable[[], datetime],
        taken: Callable[[str], Awaitable[int | None]] = _nothing,
        granting: Granting | None = None,
        url: str = "",
    ) -> None:
        self._store, self._secrets, self._now = store, secrets, now
        self._granting, self._url = granting, url
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

    def require(self, way: Way) -> None:
        if way == "nats" and (self._granting is None or not self._granting.possible):
            raise ApiProblem("no-partners-here")

    def issue(self, name: str, way: Way, secret: str) -> str:
        if way == "nats" and self._granting is not None:
            return self._granting.renewed(name)
        return self._secrets.issue(name, way, secret)

    async def set_up(self, name: str, *, renewed: bool = False) -> Mapping[str, str]:
        every, granting = await self.all(), self._granting
        if granting is None or name not in every or every[name].subscription.way != "nats":
            return {}
        try:
            failed = await granting.settle(every, self._now().date(), renewed=renewed)
        except OSError as error:
            raise StoreUnavailable(f"the nats-servers' users can't be written: {error}") from error
        if name in failed:
            raise failed[name]
        grantee = granting.grantee(every[name])
        return {
            "servers": self._url,
            "user": grantee.user,
            "inbox_prefix": grantee.inbox,
            "domain": DOMAIN,
            "stream": grantee.stream,
            "consumer": grantee.name,
            **({} if granting.reloads else {"servers_take_it": "gongdan nats-config, then reload"}),
        }

    async def behind(self, named: Named) -> Behind:
        read: tuple[int, datetime | None] | None
        if named.subscription.ended:
            return Behind()
        if named.subscription.way == "nats":
            return await self._behind_on_nats(named)
        if named.subscription.way == "webhook":
            taken = await self.taken(named.name)
            read = (taken, None) if taken is not None else None
        else:
            read = self._secrets.read(named.name)
        position, seen = read or (named.subscription.begins, None)
        position = max(position, named.subscription.begins)
        events = max(0, await self._store.end() - position)
        return Behind(position, events, await self._waiting(position) if events else 0.0, seen)

    async def _behind_on_nats(self, named: Named) -> Behind:
        """Not known where it is not made yet, or not shown."""
        if self._granting is None:
            return Behind()
        try:
            events, position, since = await self._granting.behind(named)
        except StoreUnavailable:
            return Behind()
        if not events:
            return Behind(None, 0, 0.0)
        seconds = (self._now() - datetime.fromisoformat(since)).total_seconds() if since else None
        return Behind(position or None, events, seconds)

    async def _waiting(self, position: int) -> float:
        """Seconds since the first event after a position was recorded."""
        async for batch in self._store.follow(position, until=position + 1):
            return max(0.0, (self._now() - batch[0].envelope.recorded).total_seconds())
        return 0.0
