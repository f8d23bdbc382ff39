"""What is shown of subscriptions: terms, how they stand, how far behind they are; and what a program connects with."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from api.subscriptions.port import Behind
from api.tickets.views import Answered, Shown
from domain.subscriptions.standing import Named
from domain.subscriptions.state import Status
from domain.subscriptions.terms import Terms
from domain.subscriptions.vocabulary import Way, Why


class SubscriptionView(BaseModel):
    """``position`` is the last of the log that the subscriber had; ``lag_seconds`` the age of the first it had not."""

    name: str
    way: Way
    status: Status
    why: Annotated[Why | None, Field(description="Why it was disabled.")]
    terms: Terms
    begins: Annotated[str, Field(description="EPOCH:SEQUENCE, after which it is told.")]
    since: datetime | None
    opened: datetime
    updated: datetime
    version: int
    position: str | None
    lag_events: int | None
    lag_seconds: float | None
    seen: Annotated[datetime | None, Field(description="When the subscriber read last, where it reads by itself.")]
    secrets: Annotated[list[str], Field(description="What the secrets that count are known by, the newest first.")]


class SecretGiven(Answered):
    """What came of it, and what the subscriber's program connects with: the secret is told this once."""

    secret: str | None = None
    connect: dict[str, str] | None = None


def subscription_view(shown: Shown, named: Named, behind: Behind, now: datetime) -> SubscriptionView:
    subscription, first, last = named.subscription, named.history[0].envelope, named.history[-1].envelope
    seen = behind.seen
    return SubscriptionView(
        name=named.name,
        way=subscription.way,
        status=subscription.status(_day(shown, now)),
        why=subscription.disabled,
        terms=subscription.terms,
        begins=shown.position(subscription.begins),
        since=shown.local(subscription.since) if subscription.since else None,
        opened=shown.local(first.occurred),
        updated=shown.local(last.occurred),
        version=last.version,
        position=None if behind.position is None else shown.position(behind.position),
        lag_events=behind.events,
        lag_seconds=behind.seconds,
        seen=shown.local(seen) if seen else None,
        secrets=[*subscription.valid_secrets(now)],
    )


def given(answered: Answered, secret: str | None, connect: dict[str, str]) -> SecretGiven:
    said: dict[str, Any] = answered.model_dump()
    return SecretGiven(**said, secret=secret, connect=connect or None)


def _day(shown: Shown, now: datetime) -> date:
    return shown.local(now).date()
