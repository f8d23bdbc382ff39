"""Messages and subscriptions by name, as tests of the outbox and the couriers need them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from consumers.webhooks.messages import WebhookMessage
from consumers.webhooks.outbox.readings import LIVE, Brought, Reading, Readings
from consumers.webhooks.port import Webhook, Why
from consumers.webhooks.signing.keys import SharedSecret

NOW = datetime(2024, 5, 1, 4, 30, tzinfo=UTC)
SECRET = SharedSecret(b"s" * 32)
ERP = Webhook("erp", "http://127.0.0.1:1/hook", lambda public: True, 0, keys=(SECRET,))


def message(place: int, subject: str = "202405-00001") -> WebhookMessage:
    return WebhookMessage(f"m{place}", place, subject, "gongdan.ticket.ticket-moved.v1", NOW, f'{{"place":{place}}}')


def put(readings: Readings, *messages: WebhookMessage, subscription: str = "erp", at: datetime = NOW) -> None:
    """As if the log had brought them."""
    reading = Reading(subscription, LIVE, "epoch", 0)
    readings.begin([reading], at)
    [now] = [each for each in readings.all() if each.subscription == subscription and each.reading == LIVE]
    last = now.position + 10
    readings.take([Brought(now, messages)], "epoch", now.position, last, at, at)


@dataclass
class Known:
    """Subscriptions as a test says they are; ``disabled`` is which were, and why."""

    all: list[Webhook] = field(default_factory=list[Webhook])
    disabled: list[tuple[str, Why]] = field(default_factory=list[tuple[str, Why]])

    async def webhooks(self) -> list[Webhook]:
        return self.all

    async def disable(self, name: str, why: Why) -> None:
        self.disabled.append((name, why))


@dataclass
class Clock:
    """Stands still until somebody moves it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def on(self, by: timedelta) -> None:
        self.now += by
