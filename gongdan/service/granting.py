"""Subscriptions by NATS in a running service: kept as the log says, and those with a feed of their own told it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final

import structlog
from nats.errors import Error as NatsError

from consumers.feed.relay import Overtaken, Relay, Rewound, Telling
from domain.refusals import Refusal, StoreUnavailable
from domain.subscriptions.standing import Named, Subscriptions
from eventsourcing_nats import StoreUnavailable as LogUnavailable
from eventsourcing_nats.broker.connection import Connection
from gongdan.composition import Broker, Opened, log_settings, store_failure
from gongdan.ending import ended
from gongdan.feeding.channel import owns_stream
from gongdan.feeding.erasing import GrantOutlet
from gongdan.feeding.granting import Granting
from gongdan.nats_servers.users import CONSUMERS, OPERATIONS
from gongdan.settings import Settings

log = structlog.get_logger(__name__)

_LOOK: Final = 5.0
_AGAIN: Final = 2.0
_PASSING: Final = (NatsError, OSError, TimeoutError, StoreUnavailable, LogUnavailable)


class Grants:
    """The feeds of grants; each is told by a relay of its own, under the terms that hold."""

    def __init__(self, granting: Granting, reading: Opened, telling: Connection, operations: Connection) -> None:
        self._granting, self._reading, self._telling, self._operations = granting, reading, telling, operations
        self._subscriptions = Subscriptions(reading.store)
        self._relays: dict[str, tuple[int, asyncio.Task[None]]] = {}

    async def run(self, now: Callable[[], datetime]) -> None:
        """Until it is cancelled: what the log says is looked at again and again."""
        try:
            while True:
                try:
                    await self.look(now())
                except (*_PASSING, Refusal) as error:
                    log.warning("grants_interrupted", why=str(error), retry_in=_LOOK)
                except Exception:
                    log.error("grants_broke", exc_info=True, retry_in=_LOOK)
                await asyncio.sleep(_LOOK)
        finally:
            await self.end()

    async def end(self) -> None:
        for name in [*self._relays]:
            await self._stop(name)

    async def look(self, at: datetime) -> None:
        """Raises StoreUnavailable."""
        every = await self._subscriptions.refresh()
        try:
            await self._granting.settle(every, at.date())
        finally:
            await self._tell(every, at)

    async def _tell(self, every: Mapping[str, Named], at: datetime) -> None:
        """Under the terms of now, though partners could not be let in."""
        for name, named in every.items():
            subscription = named.subscription
            told = owns_stream(subscription) and subscription.status(at.date()) in ("open", "paused")
            if name in self._relays and (not told or self._relays[name][0] != len(named.history)):
                await self._stop(name)
            if told and name not in self._relays:
                self._relays[name] = (len(named.history), asyncio.create_task(self._told(named)))

    async def _stop(self, name: str) -> None:
        await ended(self._relays.pop(name)[1])

    async def _told(self, named: Named) -> None:
        terms, channel = named.subscription.terms, self._granting.channel(named)
        source = f"urn:gongdan:log:{self._reading.store.epoch}"
        telling = Telling(
            channel.under, source, terms.grant.passes, named.subscription.since, frozenset(terms.grant.details or ())
        )
        outlet = GrantOutlet(self._telling, self._operations, channel, source, named.name)
        relay = Relay(self._reading.store, outlet, telling)
        while True:
            try:
                await relay.run()
            except (Overtaken, Rewound):
                log.info("grant_overtaken", subscription=named.name, position=relay.position)
            except _PASSING as error:
                log.warning("grant_interrupted", subscription=named.name, why=str(error), retry_in=_AGAIN)
            except Exception:
                log.error("grant_broke", subscription=named.name, exc_info=True, retry_in=_AGAIN)
            await asyncio.sleep(_AGAIN)


@asynccontextmanager
async def open_granting(
    settings: Settings, broker: Broker, reading: Opened, reload: Callable[[], None] | None
) -> AsyncIterator[Granting]:
    """Under way until it is left. Raises Failure."""
    found = list[Connection]()
    try:
        for user in (OPERATIONS, CONSUMERS):
            found.append(await Connection.open(log_settings(settings, broker.signed_in_as(user)), "grants"))
    except LogUnavailable as error:
        raise store_failure(error, broker) from None
    operations, telling = found
    granting = Granting(operations, log_settings(settings, broker), broker.passwords, reload)
    task = asyncio.create_task(
        Grants(granting, reading, telling, operations).run(lambda: datetime.now(settings.time_zone))
    )
    try:
        yield granting
    finally:
        await ended(task)
        for connection in found:
            await connection.close()
