"""Brings one webhook its messages: what is due, some at once, signed anew at each try."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Final, Protocol

import structlog

from consumers.webhooks.delivering.ledger import Ledger
from consumers.webhooks.delivering.outcomes import Tried, judged, to_be_disabled
from consumers.webhooks.delivering.schedule import DOWN_AFTER
from consumers.webhooks.measures import ATTEMPTS, GIVEN_UP
from consumers.webhooks.messages import CONTENT_TYPE
from consumers.webhooks.outbox.deliveries import Deliveries, Due, Health
from consumers.webhooks.port import Subscriptions, Webhook
from consumers.webhooks.reaching.post import Answer
from consumers.webhooks.signing.signatures import signed
from projections.running.writer import unbroken

log = structlog.get_logger(__name__)

TOGETHER: Final = 16
"""Requests to one endpoint at the same time."""
_LOOK: Final = 60.0
"""Seconds after which it is looked again, whoever forgot to say that something came."""


class Poster(Protocol):
    async def deliver(self, url: str, headers: Mapping[str, str], body: bytes, whose: str) -> Answer: ...


Details = Callable[[str, int, Sequence[str]], Awaitable[str]]
"""A message's body with personal data of these classes, by its place. Raises StoreUnavailable."""


class Courier:
    """``webhook`` is how the subscription stands, told anew by whoever knows; ``woken`` that there is something new."""

    def __init__(
        self,
        webhook: Webhook,
        deliveries: Deliveries,
        ledger: Ledger,
        subscriptions: Subscriptions,
        post: Poster,
        clock: Callable[[], datetime],
        details: Details | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.webhook, self.woken = webhook, asyncio.Event()
        self._deliveries, self._ledger, self._subscriptions = deliveries, ledger, subscriptions
        self._post, self._clock, self._details, self._chance = post, clock, details, chance
        self._health: Health | None = None

    async def run(self) -> None:
        """Until cancelled. Raises what the stores raise; then it is begun anew."""
        self._health = None
        while True:
            self.woken.clear()
            until = await self.go()
            seconds = _LOOK if until is None else min((until - self._clock()).total_seconds(), _LOOK)
            if seconds > 0:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.woken.wait(), seconds)

    async def go(self) -> datetime | None:
        """Try what is due; when there is more to do, None where that is not known."""
        webhook, now = self.webhook, self._clock()
        if not webhook.tells:
            return None
        health = self._health = self._health or await unbroken(self._deliveries.health, webhook.name)
        if health.due is not None and health.due > now:
            return health.due
        limit = 1 if health.failures >= DOWN_AFTER else TOGETHER
        due = await unbroken(self._deliveries.due, webhook.name, now, limit, ordered=webhook.ordered)
        if not due:
            return await unbroken(self._deliveries.next_due, webhook.name, ordered=webhook.ordered)
        tried, failed = await self._tried(webhook, due)
        if tried:
            await self._came_out(webhook, health, tried)
        if failed is not None:
            raise failed
        return now

    async def _tried(self, webhook: Webhook, due: Sequence[Due]) -> tuple[list[Tried], BaseException | None]:
        """What came of each, and why one could not be tried at all: what others answered is kept all the same."""
        answers = await asyncio.gather(*(self._try(webhook, each) for each in due), return_exceptions=True)
        tried = [(each, answer) for each, answer in zip(due, answers, strict=True) if isinstance(answer, Answer)]
        return tried, next((answer for answer in answers if isinstance(answer, BaseException)), None)

    async def _try(self, webhook: Webhook, due: Due) -> Answer:
        body = (await self._body(webhook, due)).encode()
        headers = {"Content-Type": CONTENT_TYPE, **signed(due.message, self._clock(), body, webhook.keys)}
        return await self._post.deliver(webhook.url, headers, body, webhook.name)

    async def _body(self, webhook: Webhook, due: Due) -> str:
        """What personal data is told besides is looked up at each try."""
        if not webhook.details or self._details is None:
            return due.body
        return await self._details(due.body, due.place, webhook.details)

    async def _came_out(self, webhook: Webhook, health: Health, tried: Sequence[Tried]) -> None:
        now = self._clock()
        came = judged(webhook.name, tried, health, now, self._chance)
        await self._ledger.write(came)
        self._health = came.health
        for attempt in came.attempts:
            ATTEMPTS.labels("taken" if attempt.state == "taken" else "failed").inc()
            if attempt.state == "given-up":
                GIVEN_UP.inc()
                log.error("webhook_gave_up", subscription=webhook.name, message=attempt.message, why=attempt.error)
        if came.health.failures and not health.failures:
            log.warning("webhook_failing", subscription=webhook.name, why=came.attempts[0].error)
        if why := to_be_disabled(came.health, [answer for _, answer in tried], now):
            await self._subscriptions.disable(webhook.name, why)
            await unbroken(self._deliveries.rest, webhook.name, now)
            self._health, self.webhook = Health(), replace(webhook, tells=False)
            log.error("webhook_disabled", subscription=webhook.name, why=why)
