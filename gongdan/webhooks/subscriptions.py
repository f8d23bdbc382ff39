"""Subscriptions by webhook as the log has them: how each stands now, and how one is disabled."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from consumers.webhooks.port import Again, Webhook, Why
from domain.desk.answering import Answer
from domain.desk.metadata import SYSTEM, CommandMetadata
from domain.record.command import Command
from domain.record.envelope import Recorded
from domain.record.identity import request_command_id
from domain.store import EventStore
from domain.subscriptions.commands import DisableSubscription
from domain.subscriptions.identity import subscription_key
from domain.subscriptions.standing import Subscriptions
from domain.subscriptions.state import Subscription
from gongdan.webhooks.keys import WebhookKeys

_WAY: Final = "webhook"


class Desk(Protocol):
    async def events_of(self, key: str) -> tuple[Recorded, ...]: ...

    async def act(self, key: str, command: Command, metadata: CommandMetadata) -> Answer: ...


class LoggedWebhooks:
    """Implements :class:`consumers.webhooks.port.Subscriptions`."""

    def __init__(
        self, store: EventStore, desk: Desk, keys: WebhookKeys, zone: ZoneInfo, clock: Callable[[], datetime]
    ) -> None:
        self._subscriptions = Subscriptions(store)
        self._desk, self._keys, self._zone, self._clock = desk, keys, zone, clock

    async def webhooks(self) -> Sequence[Webhook]:
        found = (await self._subscriptions.refresh()).values()
        return [self._webhook(each.name, each.subscription) for each in found if each.subscription.way == _WAY]

    async def named(self, name: str) -> Webhook | None:
        """None where it is none by webhook."""
        return next((each for each in await self.webhooks() if each.name == name), None)

    async def disable(self, name: str, why: Why) -> None:
        """Once for each time that it failed: resumed and failing again, it is disabled again."""
        key, command = subscription_key(name), DisableSubscription(why=why)
        last = (await self._desk.events_of(key))[-1].envelope.id
        told = request_command_id(SYSTEM.id, command.action, last)
        await self._desk.act(key, command, CommandMetadata(told, SYSTEM, causation=last))

    def _webhook(self, name: str, subscription: Subscription) -> Webhook:
        now, terms = self._clock(), subscription.terms
        status = subscription.status(now.astimezone(self._zone).date())
        keys = self._keys.of(name, subscription.valid_secrets(now))
        return Webhook(
            name=name,
            url=terms.endpoint or "",
            passes=terms.grant.passes,
            begins=subscription.begins,
            since=subscription.since,
            ordered=bool(terms.ordered),
            tells=status == "open" and bool(keys),  # just opened it has no secret yet
            over=status == "ended",
            keys=keys,
            details=tuple(terms.grant.details or ()),
            again=tuple(Again(str(each.asked), each.after, each.through) for each in subscription.replays),
        )
