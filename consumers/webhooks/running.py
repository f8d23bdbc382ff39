"""Keeps webhooks going: reads the log for all, delivers to each at its own pace; what fails is tried again."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import aclosing
from datetime import datetime, timedelta
from typing import Any, Final

import structlog

from consumers.leases.lease import Lease, Tenure, alone
from consumers.persisting import persist
from consumers.webhooks.delivering.courier import Courier, Poster
from consumers.webhooks.delivering.ledger import Ledger
from consumers.webhooks.measures import POSITION, WAITING, nothing_measured
from consumers.webhooks.outbox.deliveries import Deliveries
from consumers.webhooks.outbox.readings import LIVE, Readings
from consumers.webhooks.port import Subscriptions, Webhook
from consumers.webhooks.reading import BATCH, WebhookReader
from domain.record.envelope import Recorded
from domain.store import EventStore
from projections.running.reading import read
from projections.running.writer import unbroken

log = structlog.get_logger(__name__)

_LOOK: Final = 1.0
"""Seconds after which it is looked for who is behind, where nothing new came."""
_KNOW: Final = timedelta(seconds=5)
"""After so long it is asked anew how subscriptions stand: one may have expired."""
_SWEEP: Final = 3_600.0
_KEPT: Final = timedelta(days=7)
"""How long it can be seen how a delivery went, and it can be sent again."""


class Webhooks:
    """All of them, from here while the ``lease`` is ours."""

    def __init__(
        self,
        source: EventStore,
        reader: WebhookReader,
        readings: Readings,
        deliveries: Deliveries,
        subscriptions: Subscriptions,
        post: Poster,
        lease: Lease,
        clock: Callable[[], datetime],
    ) -> None:
        self._source, self._reader, self._readings, self._deliveries = source, reader, readings, deliveries
        self._subscriptions, self._post, self._lease, self._clock = subscriptions, post, lease, clock
        self._ledger = Ledger(deliveries)
        self._webhooks: dict[str, Webhook] = {}
        self._couriers: dict[str, tuple[Courier, asyncio.Task[None]]] = {}
        self._waiting: dict[str, int] = {}
        self._known = clock()

    def heard(self, names: Iterable[str]) -> None:
        """There is something new for these."""
        for name in names:
            if courier := self._couriers.get(name):
                courier[0].woken.set()

    async def run(self) -> None:
        """Until cancelled."""
        await alone(self._lease, self._deliver)

    async def _deliver(self, tenure: Tenure) -> None:
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(_persist(self._read))
                tasks.create_task(_persist(self._sweep))
        finally:
            await _ended([task for _, task in self._couriers.values()])
            self._couriers.clear()
            nothing_measured()

    async def _read(self) -> None:
        while True:
            await self._know()
            if any(webhook.tells for webhook in self._webhooks.values()):
                await self._follow()
            await asyncio.sleep(_LOOK)

    async def _follow(self) -> None:
        """While any webhook is told anything."""
        front = await self._front()
        async with aclosing(read(self._source, front, size=BATCH)) as pieces:
            coming = asyncio.ensure_future(anext(pieces))
            try:
                while any(webhook.tells for webhook in self._webhooks.values()):
                    behind = await self._reader.late(self._webhooks, self._waiting, front)
                    await asyncio.wait({coming}, timeout=0 if behind else _LOOK)
                    if coming.done():
                        front = await self._happened(front, coming.result())
                        coming = asyncio.ensure_future(anext(pieces))
                    if self._clock() - self._known >= _KNOW:
                        await self._know()
            finally:
                await _ended([coming])

    async def _front(self) -> int:
        """Where those stand that are not behind; one that begins where the log has not come to holds up no other."""
        live = [each.position for each in await unbroken(self._readings.all) if each.reading == LIVE]
        end = await self._source.end()
        return min(max(live, default=0) or end, end)

    async def _happened(self, front: int, events: Sequence[Recorded]) -> int:
        if self._changes_subscriptions(events):
            await self._know()
        await self._reader.live(self._webhooks, self._waiting, front, events)
        return events[-1].sequence

    def _changes_subscriptions(self, events: Sequence[Recorded]) -> bool:
        return any(each.envelope.aggregate.startswith("subscription-") for each in events)

    async def _know(self) -> None:
        """How subscriptions stand now, and what waits."""
        self._webhooks = {each.name: each for each in await self._subscriptions.webhooks() if not each.over}
        self._known = self._clock()
        await self._reader.begin(list(self._webhooks.values()))
        self._waiting = await unbroken(self._deliveries.waiting)
        await _ended([self._couriers.pop(name)[1] for name in self._couriers.keys() - self._webhooks.keys()])
        for name, webhook in self._webhooks.items():
            self._tell(name, webhook)
        await self._measure()

    def _tell(self, name: str, webhook: Webhook) -> None:
        """Its courier, who begins now or hears of how it stands now."""
        if name not in self._couriers:
            parts = self._deliveries, self._ledger, self._subscriptions, self._post, self._clock
            courier = Courier(webhook, *parts, self._reader.detailed)
            self._couriers[name] = courier, asyncio.ensure_future(_persist(courier.run))
        courier = self._couriers[name][0]
        if courier.webhook != webhook:
            courier.webhook = webhook
            courier.woken.set()

    async def _measure(self) -> None:
        nothing_measured()
        for name in self._webhooks:
            WAITING.labels(name).set(self._waiting.get(name, 0))
        for each in await unbroken(self._readings.all):
            if each.reading == LIVE and each.subscription in self._webhooks:
                POSITION.labels(each.subscription).set(each.position)

    async def _sweep(self) -> None:
        while True:
            over = [each.name for each in await self._subscriptions.webhooks() if each.over]
            await unbroken(self._readings.forget, over)
            await unbroken(self._readings.sweep, self._clock() - _KEPT)
            await asyncio.sleep(_SWEEP)


async def _ended(tasks: "Sequence[asyncio.Future[Any]]") -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _persist(work: Callable[[], Awaitable[None]]) -> None:
    await persist(work, lambda why, pause: log.warning("webhooks_interrupted", why=why, retry_in=pause))
