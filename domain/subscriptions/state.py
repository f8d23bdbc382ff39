"""A subscription's state, and how each event changes it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, assert_never, cast

from domain.record.envelope import Recorded
from domain.subscriptions.events import (
    ReplayAsked,
    SecretRotated,
    SubscriptionChanged,
    SubscriptionDisabled,
    SubscriptionEnded,
    SubscriptionEvent,
    SubscriptionOpened,
    SubscriptionPaused,
    SubscriptionResumed,
)
from domain.subscriptions.grant import Grant
from domain.subscriptions.terms import Terms
from domain.subscriptions.vocabulary import Way, Why

Status = Literal["open", "paused", "disabled", "expired", "ended"]
_NO_TERMS = Terms(owner="", purpose="?", grant=Grant())


@dataclass(frozen=True, slots=True)
class Replay:
    """A range that is told again: asked for at ``asked``, the position of that event in the log."""

    asked: int
    after: int
    through: int


@dataclass(frozen=True, slots=True)
class Secret:
    """Known by its id; those before the last one count until ``overlap``."""

    id: str
    overlap: datetime | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """``begins`` is the position of the log after which it is told; with ``since``, what was recorded before is not."""

    way: Way = "http"
    terms: Terms = _NO_TERMS
    begins: int = 0
    since: datetime | None = None
    from_now: bool = True
    paused: bool = False
    disabled: Why | None = None
    ended: bool = False
    secrets: tuple[Secret, ...] = ()
    replays: tuple[Replay, ...] = ()

    def status(self, day: date) -> Status:
        """How it stands on a day; only an open one is told anything."""
        if self.ended:
            return "ended"
        if self.terms.until is not None and self.terms.until < day:
            return "expired"
        if self.disabled:
            return "disabled"
        return "paused" if self.paused else "open"

    def valid_secrets(self, at: datetime) -> tuple[str, ...]:
        """The ids of those that count, the newest first: it, and earlier ones while all after them overlap."""
        found: list[str] = []
        for secret in reversed(self.secrets):
            found.append(secret.id)
            if secret.overlap is None or secret.overlap <= at:
                break
        return tuple(found)


def fold(history: Iterable[Recorded]) -> Subscription | None:
    """The state after a whole history; None for an empty one."""
    subscription = None
    for recorded in history:
        subscription = evolve(subscription, recorded)
    return subscription


def evolve(subscription: Subscription | None, recorded: Recorded) -> Subscription:
    """The state after an event. Never refuses: it has happened, in whatever order."""
    return after(subscription or Subscription(), cast("SubscriptionEvent", recorded.event), recorded.sequence)


def after(subscription: Subscription, event: SubscriptionEvent, position: int) -> Subscription:
    """What an event at a position of the log makes of a subscription."""
    match event:
        case SubscriptionOpened(way=way, terms=terms, since=since, after=begins):
            if begins is None:
                begins = position if since is None else 0
            return Subscription(way, terms, begins, since, from_now=begins == position)
        case SubscriptionChanged(terms=terms):
            return replace(subscription, terms=terms)
        case SubscriptionPaused():
            return replace(subscription, paused=True)
        case SubscriptionResumed():
            return replace(subscription, paused=False, disabled=None)
        case ReplayAsked(after=begins, through=through):
            return replace(subscription, replays=(*subscription.replays, Replay(position, begins, through)))
        case SubscriptionDisabled(why=why):
            return replace(subscription, disabled=why)
        case SecretRotated(secret=secret, overlap=overlap):
            return replace(subscription, secrets=(*subscription.secrets, Secret(secret, overlap)))
        case SubscriptionEnded():
            return replace(subscription, ended=True)
        case _:
            assert_never(event)
