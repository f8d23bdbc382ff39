"""Reads the log for all webhooks: together where they stand at the same place, those that are behind in turn.

It reads as the projections do (docs/decisions/0005): what is to be delivered is stored together with the position.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from datetime import datetime
from typing import Final

import structlog

from consumers.feed.tellers import Tellers
from consumers.webhooks.messages import WebhookMessage, position_of, webhook_messages, with_details
from consumers.webhooks.outbox.readings import LIVE, Brought, Reading, Readings
from consumers.webhooks.port import Webhook
from domain.published.event import PublicEvent
from domain.record.envelope import Recorded
from domain.store import EventStore
from projections.running.reading import read
from projections.running.writer import unbroken

log = structlog.get_logger(__name__)

BATCH: Final = 500
FULL: Final = 10_000
"""Messages that wait, from which on a webhook is read no further until half of them are gone."""

Told = tuple[Recorded, PublicEvent, WebhookMessage]


class WebhookReader:
    """``heard`` is called with the names of webhooks for which there is something new."""

    def __init__(
        self,
        source: EventStore,
        epoch: str,
        name: str,
        readings: Readings,
        clock: Callable[[], datetime],
        heard: Callable[[Sequence[str]], None],
        full: int = FULL,
    ) -> None:
        self._source, self._epoch, self._name = source, epoch, name
        self._readings, self._clock, self._heard, self._full = readings, clock, heard, full
        self._live, self._late = Tellers(source), Tellers(source)

    async def begin(self, webhooks: Sequence[Webhook]) -> None:
        """Every webhook and every range that is to be told again has its reading; those of another log find theirs."""
        now, known = self._clock(), await unbroken(self._readings.all)
        there = {(each.subscription, each.reading) for each in known}
        wanted = [each for webhook in webhooks for each in self._of(webhook)]
        if new := [each for each in wanted if (each.subscription, each.reading) not in there]:
            await unbroken(self._readings.begin, new, now)
        for each in known:
            if each.epoch != self._epoch:
                await self._of_another_log(each, now)

    def _of(self, webhook: Webhook) -> list[Reading]:
        again = [Reading(webhook.name, each.name, self._epoch, each.after, each.through) for each in webhook.again]
        return [Reading(webhook.name, LIVE, self._epoch, webhook.begins), *again]

    async def _of_another_log(self, reading: Reading, now: datetime) -> None:
        """From the first event recorded since: what was told before bears the same id."""
        position = await self._first_since(reading.recorded) if reading.recorded else 0
        moved = Reading(reading.subscription, reading.reading, self._epoch, position, reading.until, reading.recorded)
        await unbroken(self._readings.move, moved, now)
        log.warning("webhook_begun_anew", subscription=reading.subscription, position=position, why="other-log")

    async def _first_since(self, moment: datetime) -> int:
        low, high = 0, await self._source.end()
        while low < high:
            middle = (low + high + 1) // 2
            [found] = await self._piece(middle - 1, middle)
            low, high = (middle, high) if found.envelope.recorded < moment else (low, middle - 1)
        return low

    async def live(
        self, webhooks: Mapping[str, Webhook], waiting: Mapping[str, int], at: int, events: Sequence[Recorded]
    ) -> None:
        """What just happened, for all that stand at the position before it and have room."""
        readings = [each for each in await unbroken(self._readings.all) if each.position == at and each.reading == LIVE]
        group = [each for each in readings if waiting.get(each.subscription, 0) < self._full]
        await self._take(self._live, group, webhooks, at, events)

    async def late(self, webhooks: Mapping[str, Webhook], waiting: Mapping[str, int], front: int) -> bool:
        """One piece for those that are furthest behind ``front``; whether there was any."""
        readings = await unbroken(self._readings.all)
        able = [each for each in readings if self._may_read(each, webhooks, waiting, front)]
        if not able:
            return False
        at = able[0].position
        group = [each for each in able if each.position == at]
        ends = [front, at + BATCH, *(each.until for each in group if each.until)]
        ends += [each.position for each in able if each.position > at][:1]
        events = await self._piece(at, min(end for end in ends if end > at))
        await self._take(self._late, group, webhooks, at, events)
        return True

    def _may_read(
        self, reading: Reading, webhooks: Mapping[str, Webhook], waiting: Mapping[str, int], front: int
    ) -> bool:
        webhook, end = webhooks.get(reading.subscription), min(reading.until or front, front)
        has_room = waiting.get(reading.subscription, 0) < self._full // 2
        return webhook is not None and webhook.tells and has_room and reading.position < end

    async def _take(
        self,
        tellers: Tellers,
        group: Sequence[Reading],
        webhooks: Mapping[str, Webhook],
        at: int,
        events: Sequence[Recorded],
    ) -> None:
        reading = [each for each in group if (webhook := webhooks.get(each.subscription)) and webhook.tells]
        if not reading:
            return
        told = await self._told(tellers, events)
        brought = [Brought(each, _for(webhooks[each.subscription], each, told)) for each in reading]
        last = events[-1]
        await unbroken(
            self._readings.take, brought, self._epoch, at, last.sequence, last.envelope.recorded, self._clock()
        )
        self._heard([each.reading.subscription for each in brought if each.messages])

    async def _told(self, tellers: Tellers, events: Sequence[Recorded]) -> list[Told]:
        found = list[Told]()
        for recorded in events:
            publics = await tellers.tell(recorded)
            messages = webhook_messages(recorded, publics, self._name)
            found += [(recorded, public, message) for public, message in zip(publics, messages, strict=True)]
        return found

    async def detailed(self, body: str, place: int, details: Sequence[str]) -> str:
        """A message's body with personal data of these classes, as the log has it now."""
        position = position_of(place)
        [recorded] = await self._piece(position - 1, position)
        return with_details(body, recorded, details)

    async def _piece(self, after: int, until: int) -> list[Recorded]:
        async with aclosing(read(self._source, after, until, size=BATCH)) as pieces:
            found = list[Recorded]()
            async for events in pieces:
                found += events
        return found


def _for(webhook: Webhook, reading: Reading, told: Sequence[Told]) -> list[WebhookMessage]:
    """What one is told: by its filter, and of nothing before it begins."""
    return [
        message
        for recorded, public, message in told
        if webhook.passes(public) and (webhook.since is None or recorded.envelope.recorded >= webhook.since)
    ]
