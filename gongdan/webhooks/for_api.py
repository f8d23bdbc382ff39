"""Webhooks as the API and the pages show them, from the outbox of whichever process delivers."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from uuid_utils.compat import uuid7

from api.webhooks.views import AttemptView, DeliveryShown, DeliveryView, State, TriedOut, WebhookView
from consumers.webhooks.messages import CONTENT_TYPE, position_of
from consumers.webhooks.outbox.deliveries import Deliveries
from consumers.webhooks.outbox.log import Delivered, DeliveryLog
from consumers.webhooks.outbox.readings import LIVE, Readings
from consumers.webhooks.port import Webhook
from consumers.webhooks.reaching.post import Post
from consumers.webhooks.signing.keys import KeyPair
from consumers.webhooks.signing.signatures import signed
from domain.record.moment import stored_form
from gongdan.webhooks.subscriptions import LoggedWebhooks
from projections.running.writer import unbroken

TEST: Final = "gongdan.webhook.test.v1"
_BARRING: Final = 20


class WebhooksOfTheService:
    """Implements :class:`api.webhooks.port.Webhooks`; ``changed`` tells those who deliver here of what is new."""

    def __init__(
        self,
        subscriptions: LoggedWebhooks,
        deliveries: Deliveries,
        readings: Readings,
        log: DeliveryLog,
        post: Post,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
    ) -> None:
        self._subscriptions, self._deliveries, self._readings = subscriptions, deliveries, readings
        self._log, self._post, self._zone, self._clock = log, post, zone, clock
        self.may_reach = post.may_reach
        self.changed: Callable[[Iterable[str]], None] = lambda names: None

    async def all(self) -> Sequence[WebhookView]:
        webhooks = [each for each in await self._subscriptions.webhooks() if not each.over]
        counts = await unbroken(self._deliveries.counts)
        live = await self._positions()
        return [await self._view(each, counts.get(each.name, {}), live.get(each.name)) for each in webhooks]

    async def reached(self, name: str) -> int | None:
        """The position up to which the endpoint took all; None where nothing was read yet."""
        open_ = await unbroken(self._deliveries.first_open, name)
        read = (await self._positions()).get(name)
        return read if open_ is None or read is None else min(read, position_of(open_) - 1)

    async def _positions(self) -> dict[str, int]:
        """Up to where the log was read for each."""
        readings = await unbroken(self._readings.all)
        return {each.subscription: each.position for each in readings if each.reading == LIVE}

    async def _view(self, webhook: Webhook, counts: dict[str, int], position: int | None) -> WebhookView:
        name = webhook.name
        health = await unbroken(self._deliveries.health, name)
        barring = await unbroken(self._log.barring, name, _BARRING) if webhook.ordered else []
        return WebhookView(
            name=name,
            url=webhook.url,
            ordered=webhook.ordered,
            tells=webhook.tells,
            position=position,
            waiting=counts.get("waiting", 0),
            given_up=counts.get("given-up", 0),
            delivered=counts.get("taken", 0),
            failures=health.failures,
            failing=self._local(health.failing),
            not_before=self._local(health.due),
            taken=self._local(health.taken),
            barring=[DeliveryView(**self._said(each)) for each in barring],
            public_keys=[str(key.public) for key in webhook.keys if isinstance(key, KeyPair)],
        )

    async def deliveries(self, name: str, state: State | None, limit: int) -> Sequence[DeliveryView] | None:
        if await self._subscriptions.named(name) is None:
            return None
        found = await unbroken(self._log.all, name, state, limit)
        return [DeliveryView(**self._said(each)) for each in found]

    async def delivery(self, name: str, message: str) -> DeliveryShown | None:
        found = await unbroken(self._log.one, name, message)
        if found is None:
            return None
        tried = await unbroken(self._log.attempts, name, message)
        return DeliveryShown(
            **self._said(found),
            body=await unbroken(self._log.body, message) or "",
            tried=[
                AttemptView(at=each.at.astimezone(self._zone), status=each.status, error=each.error, ms=each.ms)
                for each in tried
            ],
        )

    async def again(self, name: str, message: str) -> bool | None:
        return self._told(name, await unbroken(self._deliveries.again, name, message, self._clock()))

    async def again_failed(self, name: str, since: datetime) -> int | None:
        if await self._subscriptions.named(name) is None:
            return None
        return self._told(name, await unbroken(self._deliveries.again_failed, name, since, self._clock()))

    async def skip(self, name: str, message: str) -> bool | None:
        return self._told(name, await unbroken(self._deliveries.skip, name, message))

    async def try_out(self, name: str) -> TriedOut | None:
        webhook = await self._subscriptions.named(name)
        if webhook is None or webhook.over:
            return None
        if not webhook.keys:
            return TriedOut(taken=False, status=None, error="no-secret", ms=0)
        message, now = str(uuid7()), self._clock()
        said = {"specversion": "1.0", "id": message, "source": "urn:gongdan:test", "type": TEST}
        body = json.dumps({**said, "time": stored_form(now), "data": {"subscription": name}}).encode()
        headers = {"Content-Type": CONTENT_TYPE, **signed(message, now, body, webhook.keys)}
        answer = await self._post.deliver(webhook.url, headers, body)
        return TriedOut(taken=answer.taken, status=answer.status, error=answer.why, ms=answer.ms)

    def _told(self, name: str, came: Any) -> Any:
        self.changed([name])
        return came

    def _said(self, each: Delivered) -> dict[str, Any]:
        return {
            "message": each.message,
            "subject": each.subject,
            "type": each.type,
            "position": position_of(each.place),
            "happened": self._local(each.happened),
            "state": each.state,
            "attempts": each.tries,
            "due": self._local(each.due) if each.state == "waiting" else None,
            "last": self._local(each.last),
            "status": each.status,
            "error": each.error,
            "behind": each.behind,
        }

    def _local(self, moment: datetime | None) -> datetime | None:
        return moment.astimezone(self._zone) if moment else None
