"""Webhooks of a running service: put together from the log, the read models' database and the settings."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from consumers.webhooks.outbox.deliveries import Deliveries
from consumers.webhooks.outbox.log import DeliveryLog
from consumers.webhooks.outbox.readings import Readings
from consumers.webhooks.reaching.post import Post
from consumers.webhooks.reading import WebhookReader
from consumers.webhooks.running import Webhooks
from domain.application import utc_now
from gongdan.composition import Broker
from gongdan.ending import ended
from gongdan.service.assembling import Parts
from gongdan.service.leasing import open_lease
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore
from gongdan.webhooks.for_api import WebhooksOfTheService
from gongdan.webhooks.keys import Secrets, WebhookKeys
from gongdan.webhooks.settings import WebhookSettings
from gongdan.webhooks.subscriptions import LoggedWebhooks

WEBHOOKS = "webhooks"


@asynccontextmanager
async def open_webhooks(
    settings: Settings,
    said: WebhookSettings,
    broker: Broker,
    parts: Parts,
    keys: KeyStore,
    secrets: Secrets,
) -> AsyncIterator[WebhooksOfTheService]:
    """Deliveries under way until it is left, in one process at a time, where reactions are on. Raises Failure."""
    opened, reading, store = parts.opened, parts.reading, parts.followers.projecting.store
    signing = WebhookKeys(secrets, keys.secret("webhooks"))
    subscriptions = LoggedWebhooks(opened.store, opened.desk, signing, settings.time_zone, utc_now)
    post = Post(said.networks, said.webhook_seconds, said.context)
    readings, deliveries = Readings(store), Deliveries(store)
    shown = WebhooksOfTheService(
        subscriptions, deliveries, readings, DeliveryLog(store), post, settings.time_zone, utc_now
    )
    try:
        if not settings.reactions:
            yield shown
            return
        async with open_lease(settings, broker, WEBHOOKS) as lease:
            name = f"urn:gongdan:log:{reading.log.epoch}"
            reader = WebhookReader(
                reading.store, reading.log.epoch, name, readings, utc_now, lambda names: running.heard(names)
            )
            running = Webhooks(reading.store, reader, readings, deliveries, subscriptions, post, lease, utc_now)
            shown.changed = running.heard
            task = asyncio.create_task(running.run())
            try:
                yield shown
            finally:
                await ended(task)
    finally:
        await post.close()
