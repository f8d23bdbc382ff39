"""The rules of a subscription: what a command causes, or why it is refused. Pure; asking twice is harmless."""

from datetime import date, datetime, timedelta
from typing import Final, assert_never, cast

from domain.refusals import NotAllowed
from domain.subscriptions.commands import (
    AskReplay,
    ChangeSubscription,
    DisableSubscription,
    EndSubscription,
    OpenSubscription,
    PauseSubscription,
    ResumeSubscription,
    RotateSecret,
    SubscriptionCommand,
)
from domain.subscriptions.events import SubscriptionEvent
from domain.subscriptions.state import Subscription
from domain.subscriptions.terms import Terms
from domain.subscriptions.vocabulary import PULLED, Way

LONGEST_WITH_DETAILS: Final = timedelta(days=366)
"""That anybody is told personal data without somebody looking at it again."""
LONGEST_OVERLAP: Final = timedelta(days=30)


def decide(subscription: Subscription | None, command: SubscriptionCommand, at: datetime) -> list[SubscriptionEvent]:
    """Answer a command with the events it causes; an empty list means already so. Raises NotAllowed."""
    if subscription is None:
        if not isinstance(command, OpenSubscription):
            raise NotAllowed("subscription-not-opened")
        _check_terms(command.way, command.terms, at.date())
        return [_caused(command)]
    if _already_so(subscription, command):
        return []
    if subscription.ended:
        raise NotAllowed("subscription-ended")
    if isinstance(command, OpenSubscription):
        raise NotAllowed("subscription-name-taken")
    _check(subscription, command, at)
    return [_caused(command)]


def _already_so(subscription: Subscription, command: SubscriptionCommand) -> bool:
    match command:
        case OpenSubscription():
            return not subscription.ended and _opened_so(subscription, command)
        case ChangeSubscription(terms=terms):
            return subscription.terms == terms and not subscription.ended
        case PauseSubscription():
            return subscription.paused and not subscription.ended
        case ResumeSubscription():
            return not (subscription.paused or subscription.disabled or subscription.ended)
        case DisableSubscription():
            return subscription.disabled is not None and not subscription.ended
        case RotateSecret(secret=secret):
            return any(secret == each.id for each in subscription.secrets)
        case EndSubscription():
            return subscription.ended
        case AskReplay():
            return False
        case _:
            assert_never(command)


def _opened_so(subscription: Subscription, command: OpenSubscription) -> bool:
    begins = command.after is None or command.after == subscription.begins
    since = command.since == subscription.since
    return command.way == subscription.way and subscription.terms == command.terms and begins and since


def _check(subscription: Subscription, command: SubscriptionCommand, at: datetime) -> None:
    """Raises NotAllowed for what is not so."""
    match command:
        case ChangeSubscription(terms=terms):
            _check_terms(subscription.way, terms, at.date())
            if _moves(subscription, terms):
                raise NotAllowed("subscription-would-move")
        case AskReplay() if subscription.way in PULLED:
            raise NotAllowed("subscriber-reads-itself")
        case AskReplay(after=begins) if begins < subscription.begins:
            raise NotAllowed("replay-before-beginning", begins=subscription.begins)
        case RotateSecret(overlap=datetime() as overlap) if not at <= overlap <= at + LONGEST_OVERLAP:
            raise NotAllowed("secret-overlap", days=LONGEST_OVERLAP.days)
        case _:
            pass


def _moves(subscription: Subscription, terms: Terms) -> bool:
    """Whether it would be told on another stream than it is: its place in that one is none in another."""
    shared = subscription.way == "nats" and subscription.since is None and subscription.from_now
    return shared and terms.grant.is_plain != subscription.terms.grant.is_plain


def _check_terms(way: Way, terms: Terms, day: date) -> None:
    if (terms.endpoint is not None) != (way == "webhook"):
        raise NotAllowed("webhook-endpoint")
    if terms.ordered is not None and way != "webhook":
        raise NotAllowed("webhook-order")
    if terms.until is not None and terms.until < day:
        raise NotAllowed("subscription-until-past", day=day)
    if terms.grant.details and (terms.until is None or terms.until > day + LONGEST_WITH_DETAILS):
        raise NotAllowed("details-need-end", last=day + LONGEST_WITH_DETAILS)


def _caused(command: SubscriptionCommand) -> SubscriptionEvent:
    said = {name: getattr(command, name) for name in type(command).model_fields}
    return cast("SubscriptionEvent", command.causes.model_validate(said))
