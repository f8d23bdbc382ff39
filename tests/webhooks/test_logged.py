"""Subscriptions by webhook as the log has them, and what the API shows of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from consumers.webhooks.outbox.deliveries import Attempt, Came, Deliveries, Health
from consumers.webhooks.outbox.log import DeliveryLog
from consumers.webhooks.outbox.readings import Readings
from consumers.webhooks.reaching.addresses import networks
from consumers.webhooks.reaching.post import Post
from consumers.webhooks.signing.keys import KeyPair, PublicKey, SharedSecret
from consumers.webhooks.signing.signatures import verify
from domain.desk.answering import Answer
from domain.desk.metadata import CommandMetadata
from domain.record.command import Command
from domain.record.envelope import Envelope, Recorded
from domain.record.event import Event
from domain.subscriptions.events import (
    ReplayAsked,
    SecretRotated,
    SubscriptionDisabled,
    SubscriptionEnded,
    SubscriptionOpened,
    SubscriptionPaused,
)
from domain.subscriptions.grant import Grant
from domain.subscriptions.terms import Terms
from gongdan.webhooks.for_api import WebhooksOfTheService
from gongdan.webhooks.keys import WebhookKeys
from gongdan.webhooks.subscriptions import LoggedWebhooks
from projections.store import ReadStore
from tests.webhooks.messages import NOW, message, put
from tests.webhooks.receiver import receiving

ZONE = ZoneInfo("Asia/Shanghai")
SECRETS = {"old": str(SharedSecret(b"o" * 32)), "new": str(SharedSecret(b"n" * 32))}


@dataclass
class Log:
    """A log with one subscription, or several; and the desk that adds to it."""

    url: str = "https://erp.example.com/events"
    events: list[Recorded] = field(default_factory=list[Recorded])
    acted: list[Command] = field(default_factory=list[Command])

    def happened(self, event: Event, name: str = "erp") -> None:
        position = len(self.events) + 1
        envelope = Envelope.model_construct(
            id=f"e{position}", aggregate=f"subscription-{name}", occurred=NOW, recorded=NOW, type=event.stored_name
        )
        self.events.append(Recorded(envelope, event, position))

    def opened(self, name: str = "erp", way: str = "webhook", **terms: object) -> None:
        said = {"owner": "d-001", "purpose": "账务", "grant": Grant(), "endpoint": self.url} | terms
        self.happened(SubscriptionOpened(way=way, terms=Terms.model_validate(said)), name)  # type: ignore[arg-type]

    async def category(self, category: str) -> list[Recorded]:
        assert category == "subscription"
        return self.events

    async def events_of(self, key: str) -> tuple[Recorded, ...]:
        return tuple(each for each in self.events if each.envelope.aggregate == key)

    async def act(self, key: str, command: Command, metadata: CommandMetadata) -> Answer:
        self.acted.append(command)
        return Answer.__new__(Answer)


class Kept:
    def signing(self, name: str, ids: Iterable[str]) -> list[str]:
        return [SECRETS[each] for each in ids if each in SECRETS]


KEYS = WebhookKeys(Kept(), b"r" * 32)


def logged(log: Log, at: datetime = NOW) -> LoggedWebhooks:
    return LoggedWebhooks(log, log, KEYS, ZONE, lambda: at)  # type: ignore[arg-type]


async def test_a_subscription_by_webhook_is_told_as_it_was_agreed():
    log = Log()
    log.opened(ordered=True, grant=Grant(types=("ticket-closed",)))
    log.opened("bi", way="http", endpoint=None)
    log.happened(SecretRotated(secret="old"))
    log.happened(ReplayAsked(after=3, through=9))
    [webhook] = await logged(log).webhooks()

    assert (webhook.name, webhook.url, webhook.ordered, webhook.tells, webhook.begins) == (
        "erp",
        log.url,
        True,
        True,
        1,
    )
    assert [(each.name, each.after, each.through) for each in webhook.again] == [("4", 3, 9)]


@pytest.mark.parametrize("event", [SubscriptionPaused(), SubscriptionDisabled(why="failing"), SubscriptionEnded()])
async def test_one_that_is_stopped_is_told_nothing(event: Event):
    log = Log()
    log.opened()
    log.happened(event)
    [webhook] = await logged(log).webhooks()

    assert not webhook.tells
    assert webhook.over == isinstance(event, SubscriptionEnded)


async def test_one_that_has_expired_is_told_nothing():
    log = Log()
    log.opened(until=NOW.date())
    log.happened(SecretRotated(secret="old"))
    assert [each.tells for each in await logged(log).webhooks()] == [True]
    assert [each.tells for each in await logged(log, NOW + timedelta(days=1)).webhooks()] == [False]


async def test_while_its_secret_is_rotated_both_sign_and_a_key_pair_each():
    log, later = Log(), NOW + timedelta(days=2)
    log.opened()
    log.happened(SecretRotated(secret="old"))
    log.happened(SecretRotated(secret="new", overlap=later))
    [now], [after] = await logged(log).webhooks(), await logged(log, later).webhooks()

    assert [str(each) for each in now.keys if isinstance(each, SharedSecret)] == [SECRETS["new"], SECRETS["old"]]
    assert [str(each) for each in after.keys if isinstance(each, SharedSecret)] == [SECRETS["new"]]
    assert len({each.seed for each in now.keys if isinstance(each, KeyPair)}) == 2


async def test_one_that_was_given_no_secret_yet_is_told_nothing():
    log = Log()
    log.opened()

    assert [each.tells for each in await logged(log).webhooks()] == [False]


async def test_one_is_disabled_by_the_program():
    log = Log()
    log.opened()
    await logged(log).disable("erp", "gone")

    assert [each.model_dump() for each in log.acted] == [{"why": "gone"}]


@pytest.fixture
def log() -> Log:
    found = Log()
    found.opened(ordered=True)
    found.happened(SecretRotated(secret="old"))
    return found


@pytest.fixture
def shown(store: ReadStore, log: Log) -> WebhooksOfTheService:
    post = Post(networks("127.0.0.0/8"), within=5)
    return WebhooksOfTheService(
        logged(log), Deliveries(store), Readings(store), DeliveryLog(store), post, ZONE, lambda: datetime.now(UTC)
    )


async def test_it_is_shown_how_an_endpoint_is_and_what_bars_others(shown: WebhooksOfTheService, store: ReadStore):
    put(Readings(store), message(1001, "a"), message(1002, "a"), message(1003, "b"))
    tried = Attempt("erp", "m1001", NOW, 7, 500, "status", "waiting", 1, NOW + timedelta(hours=1))
    Deliveries(store).record([Came("erp", [tried], Health(1, NOW))])
    [view] = await shown.all()

    assert (view.name, view.waiting, view.failures, view.position) == ("erp", 3, 1, 10)
    assert [(each.message, each.behind, each.status) for each in view.barring] == [("m1001", 1, 500)]
    assert len(view.public_keys) == 1
    delivery = await shown.delivery("erp", "m1001")
    assert delivery
    assert [each.ms for each in delivery.tried] == [7]
    assert delivery.body == message(1001).body


async def test_deliveries_are_listed_sent_again_and_skipped(shown: WebhooksOfTheService, store: ReadStore):
    told = list[str]()
    shown.changed = told.extend
    put(Readings(store), message(1001), message(1002))
    assert [each.message for each in await shown.deliveries("erp", "waiting", 10) or ()] == ["m1002", "m1001"]
    assert await shown.again("erp", "m1001")
    assert await shown.skip("erp", "m1001")
    assert await shown.skip("erp", "m1001") is False

    assert [each.state for each in await shown.deliveries("erp", None, 10) or ()] == ["waiting", "skipped"]
    assert told == ["erp"] * 3
    assert await shown.deliveries("none", None, 10) is None
    assert await shown.delivery("erp", "m9") is None
    assert await shown.again_failed("erp", NOW) == 0
    assert await shown.again_failed("none", NOW) is None


async def test_a_message_for_trying_out_is_signed_as_all_are(shown: WebhooksOfTheService, log: Log):
    async with receiving() as receiver:
        log.events.clear()
        log.url = receiver.url
        log.opened()
        log.happened(SecretRotated(secret="old"))
        [view] = await shown.all()
        tried = await shown.try_out("erp")
        receiver.answering(500)
        refused = await shown.try_out("erp")

    assert tried
    assert tried.taken
    assert refused
    assert (refused.taken, refused.status, refused.error) == (False, 500, "status")
    request, now = receiver.requests[0], datetime.now(UTC)
    assert verify(request.headers, request.body, [SharedSecret.of(SECRETS["old"])], now) == request.id
    assert verify(request.headers, request.body, [PublicKey.of(view.public_keys[0])], now) == request.id
    assert await shown.try_out("none") is None
