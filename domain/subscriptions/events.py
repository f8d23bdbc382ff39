"""Everything that can have happened to a subscription (``subscription-<name>``): no secret of it is ever an event."""

from typing import Final, get_args

from domain.record.event import Event
from domain.record.moment import Moment
from domain.subscriptions.terms import Terms
from domain.subscriptions.vocabulary import Way, Why


class SubscriptionOpened(Event):
    """A subscriber is told from now on: of what comes after this very event.

    From an earlier time where ``since`` says one: of all recorded at it and later; or after a position of the log.
    """

    stored_name = "subscription-opened"
    way: Way
    terms: Terms
    since: Moment | None = None
    after: int | None = None


class SubscriptionChanged(Event):
    """Other terms hold, of what is told from now on; ``terms`` are all of them."""

    stored_name = "subscription-changed"
    terms: Terms


class SubscriptionPaused(Event):
    """Nothing is told until it is resumed; what happens meanwhile is told then."""

    stored_name = "subscription-paused"


class SubscriptionResumed(Event):
    """It goes on where it stood, also after it was disabled."""

    stored_name = "subscription-resumed"


class ReplayAsked(Event):
    """What was told of the log after one position, up to another and with it, is told again, under the same ids."""

    stored_name = "subscription-replay-asked"
    after: int
    through: int


class SubscriptionDisabled(Event):
    """It can't go on, and nothing is told until it is resumed."""

    stored_name = "subscription-disabled"
    why: Why


class SecretRotated(Event):
    """The subscriber has a secret known by ``secret``; those before it count up to ``overlap``, or no more."""

    stored_name = "subscription-secret-rotated"
    secret: str
    overlap: Moment | None = None


class SubscriptionEnded(Event):
    """Nothing is told any more, under this name for ever."""

    stored_name = "subscription-ended"


SubscriptionEvent = (
    SubscriptionOpened
    | SubscriptionChanged
    | SubscriptionPaused
    | SubscriptionResumed
    | ReplayAsked
    | SubscriptionDisabled
    | SecretRotated
    | SubscriptionEnded
)

EVENTS: Final[dict[str, type[SubscriptionEvent]]] = {event.stored_name: event for event in get_args(SubscriptionEvent)}
"""Every event type by its stored name."""
