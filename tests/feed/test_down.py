"""A subscriber of each kind is down while much happens, and dies again and again afterwards: it has all, once."""

import hashlib
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, suppress
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from api.feed.port import Wanted
from domain.subscriptions.grant import Grant
from domain.subscriptions.standing import Subscriptions
from eventsourcing_nats.broker.connection import Connection
from gongdan.composition import Broker, Opened, log_settings
from gongdan.demo.engine.storing import store_all
from gongdan.feeding.granting import Granting
from gongdan.feeding.telling import FeedOfTheLog
from gongdan.nats_servers.embedded import NatsServer
from gongdan.nats_servers.partners import DOMAIN
from gongdan.nats_servers.users import OPERATIONS
from gongdan.settings import Settings
from tests.demo.making import making
from tests.feed.conftest import Relaying
from tests.feed.partners import Partner, granted, subscribe
from tests.feed.reading import shown

Life = Callable[["Ledger"], Awaitable[bool]]
"""Until it dies or has read all there is; whether the latter."""


class Died(Exception):
    """Killed at that moment: what was not stored is gone."""


class Ledger:
    """What a subscriber stores, each event and the place after it in one transaction, under the event's id."""

    def __init__(self, chance: random.Random, kills: int) -> None:
        self.came: dict[str, str] = {}
        self.place = "0"
        self._chance, self.kills = chance, kills

    def store(self, events: list[tuple[str, str]], place: str) -> None:
        self.came.update((event_id, sequence) for event_id, sequence in events)
        self.place = place

    def perhaps_die(self) -> None:
        if self.kills and self._chance.random() < 0.3:
            self.kills -= 1
            raise Died

    @property
    def ids(self) -> list[str]:
        """In the order in which they happened, as ``ce-sequence`` has it."""
        return sorted(self.came, key=self.came.__getitem__)


def _of(events: list[tuple[str, dict[str, Any]]]) -> list[tuple[str, str]]:
    return [(event["id"], event["sequence"]) for _, event in events]


def by_pages(feed: FeedOfTheLog) -> Life:
    async def live(ledger: Ledger) -> bool:
        while True:
            page = await feed.page("", ledger.place, Wanted(), 50)
            ledger.perhaps_die()
            ledger.store(_of(page.events), page.place)
            ledger.perhaps_die()
            if int(page.place) >= page.end:
                return True

    return live


def by_stream(feed: FeedOfTheLog, end: int) -> Life:
    async def live(ledger: Ledger) -> bool:
        async with aclosing(cast("Any", feed.follow(ledger.place, Wanted()))) as stretches:
            async for stretch in stretches:
                for place, event in stretch.events if stretch else ():
                    if place.endswith("0"):
                        ledger.perhaps_die()
                    ledger.store([(event["id"], event["sequence"])], place)
                if stretch and int(stretch.place) >= end:
                    return True
        return False

    return live


def by_nats(partner: Partner, many: int) -> Life:
    async def live(ledger: Ledger) -> bool:
        fetching = await partner.client.jetstream(domain=DOMAIN).pull_subscribe_bind(
            partner.grantee.name, partner.grantee.stream, f"{partner.grantee.inbox}.".encode()
        )
        while len(ledger.came) < many:
            messages = []
            with suppress(TimeoutError):
                messages = await fetching.fetch(50, timeout=5)
            ledger.perhaps_die()
            headers = [message.headers or {} for message in messages]
            ledger.store([(each["ce-id"], each["ce-sequence"]) for each in headers], "")
            ledger.perhaps_die()
            for message in messages:
                await message.ack()
        return True

    return live


async def lived(live: Life, kills: int) -> Ledger:
    """Again and again, with what was stored."""
    ledger = Ledger(random.Random(kills), kills)
    while True:
        with suppress(Died):
            if await live(ledger):
                return ledger


@pytest.fixture
async def granting(settings: Settings, own_server: NatsServer, opened: Opened) -> AsyncIterator[Granting]:
    broker = Broker.of(own_server)
    operations = await Connection.open(log_settings(settings, broker.signed_in_as(OPERATIONS)), "grants")
    yield Granting(operations, log_settings(settings, broker), own_server.passwords, own_server.reload, ack_wait=2)
    await operations.close()


@pytest.mark.parametrize(
    ("days", "per_day", "kills"),
    [(3, 8, 10), pytest.param(125, 60, 50, marks=[pytest.mark.slow, pytest.mark.timeout(3600)])],
)
async def test_who_was_down_has_all_of_it_once_and_in_order(
    days: int,
    per_day: int,
    kills: int,
    own_server: NatsServer,
    opened: Opened,
    relaying: Relaying,
    granting: Granting,
):
    await subscribe(opened, "erp", Grant())
    every = await Subscriptions(opened.store).refresh()
    await granting.settle(every, datetime.now(UTC).date())
    await store_all(opened.store, making(7, days, per_day).batches(), lambda batch: None)
    end = await opened.log.end()
    async with relaying() as relay:
        await shown(relay, end)

    should = [each.id for each in await granted(opened.store, Grant())]
    feed = FeedOfTheLog(opened.store)
    kinds: dict[str, Life] = {"http": by_pages(feed), "sse": by_stream(feed, end)}
    async with Partner.of(own_server, granting, every["erp"]) as partner:
        kinds["nats"] = by_nats(partner, len(should))
        ledgers = {name: await lived(live, kills) for name, live in kinds.items()}
    print(f"\n{end} events, {len(should)} told, {kills} kills of each, digest {digest(should)[:16]}")
    assert {name: digest(ledger.ids) for name, ledger in ledgers.items()} == dict.fromkeys(kinds, digest(should))
    assert all(ledger.ids == should for ledger in ledgers.values())


def digest(ids: list[str]) -> str:
    return hashlib.sha256("".join(f"{each}\n" for each in sorted(ids)).encode()).hexdigest()
