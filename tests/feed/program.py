"""A relay as a process of its own, to be killed at any moment: told on standard input what it relays."""

import asyncio
import pickle
import sys
from contextlib import closing
from pathlib import Path
from typing import Final

from consumers.feed.relay import Overtaken, Relay, Telling
from eventsourcing_nats.broker.connection import Connection
from gongdan.composition import Broker, log_settings, open_store
from gongdan.feeding.channel import Channel
from gongdan.feeding.outlet import NatsOutlet
from gongdan.nats_servers.users import CONSUMERS, PROJECTIONS
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore

NAME: Final = "urn:gongdan:log:of-this-test"


async def relay(settings: Settings, broker: Broker, keys: KeyStore) -> None:
    """For ever."""
    connection = await Connection.open(log_settings(settings, broker.signed_in_as(CONSUMERS)), "feed")
    async with open_store(settings, broker, keys, user=PROJECTIONS) as source:
        outlet = NatsOutlet(connection, Channel.public(settings.prefix), NAME)
        relay = Relay(source.store, outlet, Telling.of_the_public_feed(settings.prefix, NAME))
        print("it begins", flush=True)
        while True:
            try:
                await relay.run()
            except Overtaken:
                await asyncio.sleep(0.1)


def main() -> None:
    settings, broker, keys, master = pickle.load(sys.stdin.buffer)  # noqa: S301 -- of the test
    with closing(KeyStore.open(Path(keys), master)) as opened:
        asyncio.run(relay(settings, broker, opened))


if __name__ == "__main__":
    main()
