"""The relay of a running service: told what the read models show, then kept going for ever."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Final

import structlog
from nats.errors import Error as NatsError
from prometheus_client.core import Metric

from api.gauges import gauge
from consumers.feed.relay import Overtaken, Relay, Telling
from domain.refusals import StoreUnavailable
from eventsourcing_nats import EventLog
from eventsourcing_nats import StoreUnavailable as LogUnavailable
from eventsourcing_nats.broker.connection import Connection
from gongdan.composition import Broker, Opened, log_settings, store_failure
from gongdan.ending import ended
from gongdan.feeding.channel import Channel
from gongdan.feeding.outlet import NatsOutlet
from gongdan.nats_servers.users import CONSUMERS
from gongdan.service.projecting import Projecting
from gongdan.settings import Settings

log = structlog.get_logger(__name__)

_AGAIN: Final = 5.0
_FIRST: Final = 600.0
"""Seconds for the read models to show the log: people's pages come before partners' feeds."""
_PASSING: Final = (NatsError, OSError, TimeoutError, StoreUnavailable, LogUnavailable)


class Feeding:
    """``relay`` says how far it is."""

    def __init__(self, relay: Relay, events: EventLog) -> None:
        self.relay, self._events = relay, events

    async def run(self, projecting: Projecting) -> None:
        await projecting.runner.wait_for(await self._end(), _FIRST)
        while True:
            try:
                await self.relay.run()
            except Overtaken:
                log.info("feed_overtaken", position=self.relay.position, retry_in=_AGAIN)
            except _PASSING as error:
                log.warning("feed_interrupted", error=type(error).__name__, why=str(error), retry_in=_AGAIN)
            except Exception:
                log.error("feed_broke", exc_info=True, position=self.relay.position, retry_in=_AGAIN)
            await asyncio.sleep(_AGAIN)

    async def _end(self) -> int:
        try:
            return await self._events.end()
        except _PASSING:
            return 0


def measured(feeding: Feeding | None) -> Iterator[Metric]:
    """None where nothing is told."""
    position = [((), feeding.relay.position)] if feeding else []
    yield gauge("gongdan_feed_position", "The last event of the log that the public feed has.", (), position)


@asynccontextmanager
async def open_feeding(
    settings: Settings, broker: Broker, reading: Opened, projecting: Projecting
) -> AsyncIterator[Feeding]:
    """The relay under way until it is left. Raises Failure."""
    try:
        connection = await Connection.open(log_settings(settings, broker.signed_in_as(CONSUMERS)), "feed")
    except LogUnavailable as error:
        raise store_failure(error, broker) from None
    name = f"urn:gongdan:log:{reading.log.epoch}"
    outlet = NatsOutlet(connection, Channel.public(settings.prefix), name)
    relay = Relay(reading.store, outlet, Telling.of_the_public_feed(settings.prefix, name))
    feeding = Feeding(relay, reading.log)
    task = asyncio.create_task(feeding.run(projecting))
    try:
        yield feeding
    finally:
        await ended(task)
        await connection.close()
