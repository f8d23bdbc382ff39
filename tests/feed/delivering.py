"""Webhooks as a service has them, over a real log and a real database: in this process, or in one to be killed."""

import asyncio
import pickle
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from consumers.leases.lease import Lease
from consumers.leases.words import Said, Word
from consumers.webhooks.outbox.deliveries import Deliveries
from consumers.webhooks.outbox.readings import Readings
from consumers.webhooks.port import Webhook, Why
from consumers.webhooks.reaching.addresses import networks
from consumers.webhooks.reaching.post import Post
from consumers.webhooks.reading import WebhookReader
from consumers.webhooks.running import Webhooks
from consumers.webhooks.signing.keys import SharedSecret
from domain.application import utc_now
from domain.published.event import PublicEvent
from gongdan.composition import Broker, open_store
from gongdan.nats_servers.users import PROJECTIONS
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore
from gongdan.storing.store import NatsEventStore
from projections.store import ReadStore

SECRET: Final = SharedSecret(b"s" * 32)
LOOPBACK: Final = networks("127.0.0.0/8")
NAME: Final = "urn:gongdan:log:of-this-test"


def everything(public: PublicEvent) -> bool:
    return True


@dataclass(frozen=True)
class Subscribed:
    """So many webhooks at one address, told all from a position on."""

    url: str
    count: int = 1
    begins: int = 0
    ordered: bool = True

    async def webhooks(self) -> Sequence[Webhook]:
        return [
            Webhook(f"hook-{each}", self.url, everything, self.begins, ordered=self.ordered, keys=(SECRET,))
            for each in range(self.count)
        ]

    async def disable(self, name: str, why: Why) -> None:
        raise AssertionError(f"{name} was disabled: {why}")


class Alone:
    """A board that nobody else writes on."""

    def __init__(self) -> None:
        self._last: Said | None = None

    async def last(self) -> Said | None:
        return self._last

    async def say(self, word: Word, after: int) -> int | None:
        self._last = Said(word, after + 1)
        return after + 1


@asynccontextmanager
async def delivering(store: NatsEventStore, read: ReadStore, subscribed: Subscribed) -> AsyncIterator[Deliveries]:
    """Until it is left."""
    readings, deliveries = Readings(read), Deliveries(read)
    post, lease = Post(LOOPBACK, within=5), Lease("webhooks", Alone(), "home")
    reader = WebhookReader(store, store.epoch, NAME, readings, utc_now, lambda names: running.heard(names))
    running = Webhooks(store, reader, readings, deliveries, subscribed, post, lease, utc_now)
    tasks = [asyncio.create_task(lease.keep()), asyncio.create_task(running.run())]
    try:
        yield deliveries
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await post.close()


async def _deliver(settings: Settings, broker: Broker, keys: KeyStore, read: Path, subscribed: Subscribed) -> None:
    async with open_store(settings, broker, keys, user=PROJECTIONS) as source:
        with closing(ReadStore.open(read)) as store:
            async with delivering(source.store, store, subscribed):
                print("it begins", flush=True)
                await asyncio.Event().wait()


def main() -> None:
    """Told on standard input what to deliver where; for ever."""
    settings, broker, keys, master, read, subscribed = pickle.load(sys.stdin.buffer)  # noqa: S301 -- of the test
    with closing(KeyStore.open(Path(keys), master)) as opened:
        asyncio.run(_deliver(settings, broker, opened, Path(read), subscribed))


if __name__ == "__main__":
    main()
