"""How far each subscriber is behind, looked at again and again: one that stands still is seen before its owner asks."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Final

from prometheus_client import Gauge

from api.subscriptions.port import Subscribers
from domain.refusals import Refusal
from gongdan.watching.kept import under_way

LAG_EVENTS: Final = Gauge(
    "gongdan_subscription_lag_events", "Events that an open subscription has not had.", ["subscription", "way"]
)
LAG_SECONDS: Final = Gauge(
    "gongdan_subscription_lag_seconds",
    "Seconds since the first of them was recorded.",
    ["subscription", "way"],
)
_EVERY: Final = 15.0


async def look(subscribers: Subscribers, at: datetime) -> None:
    """Once. Raises StoreUnavailable, HistoryDamaged: then what was seen last stays.

    One that is paused, disabled or over is told nothing, and is not behind; nor is shown what can't be told now.
    """
    every = (await subscribers.all()).values()
    told = [each for each in every if each.subscription.status(at.date()) == "open"]
    found = [(each, await subscribers.behind(each)) for each in told]
    LAG_EVENTS.clear()
    LAG_SECONDS.clear()
    for each, behind in found:
        labels = each.name, each.subscription.way
        if behind.events is not None:
            LAG_EVENTS.labels(*labels).set(behind.events)
        if behind.seconds is not None:
            LAG_SECONDS.labels(*labels).set(behind.seconds)


@asynccontextmanager
async def watching_subscribers(subscribers: Subscribers, now: Callable[[], datetime]) -> AsyncIterator[None]:
    """Watched until it is left."""

    async def watch() -> None:
        while True:
            with suppress(Refusal):  # a log that does not answer is told elsewhere
                await look(subscribers, now())
            await asyncio.sleep(_EVERY)

    async with under_way("subscribers", watch):
        yield
