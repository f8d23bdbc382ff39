"""A log with made-up days on a real nats-server, relayed with the rights that the relay has there."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from consumers.feed.relay import Overtaken, Relay, Telling
from eventsourcing_nats import EventLog
from eventsourcing_nats.broker.connection import Connection
from gongdan.composition import Broker, Opened, log_settings, open_store
from gongdan.feeding.channel import Channel
from gongdan.feeding.outlet import NatsOutlet
from gongdan.nats_servers.embedded import NatsServer
from gongdan.nats_servers.users import API, CONSUMERS, OPERATIONS, PROJECTIONS
from gongdan.reacting.making import make_ready
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore
from tests.feed.reading import Feed

Relaying = Callable[[], AbstractAsyncContextManager[Relay]]
NAME = "urn:gongdan:log:of-this-test"


@pytest.fixture
async def settings(own_server: NatsServer, tmp_path: Path) -> Settings:
    """Of a home whose log and feed are there."""
    made = Settings(home=tmp_path)
    signing_in = log_settings(made, Broker.of(own_server).signed_in_as(OPERATIONS), create=True)
    async with await EventLog.open(signing_in):
        await make_ready(signing_in, ())
        return made


@pytest.fixture
async def opened(settings: Settings, own_server: NatsServer, keys: KeyStore) -> AsyncIterator[Opened]:
    async with open_store(settings, Broker.of(own_server), keys, user=API) as found:
        yield found


@pytest.fixture
def relaying(settings: Settings, own_server: NatsServer, keys: KeyStore) -> Relaying:
    """Starts a relay, which goes on until it is left."""

    @asynccontextmanager
    async def begun() -> AsyncIterator[Relay]:
        broker = Broker.of(own_server)
        connection = await Connection.open(log_settings(settings, broker.signed_in_as(CONSUMERS)), "feed")
        async with open_store(settings, broker, keys, user=PROJECTIONS) as source:
            outlet = NatsOutlet(connection, Channel.public(settings.prefix), NAME)
            relay = Relay(source.store, outlet, Telling.of_the_public_feed(settings.prefix, NAME))
            task = asyncio.create_task(_for_ever(relay))
            try:
                yield relay
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
                await connection.close()

    return begun


async def _for_ever(relay: Relay) -> None:
    """As a service does."""
    while True:
        try:
            await relay.run()
        except Overtaken:
            await asyncio.sleep(0.1)


@pytest.fixture
async def feed(settings: Settings, own_server: NatsServer) -> AsyncIterator[Feed]:
    async with Feed.open(log_settings(settings, Broker.of(own_server).signed_in_as(OPERATIONS))) as found:
        yield found
