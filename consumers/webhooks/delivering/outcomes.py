"""What follows from how an attempt went: for the message, for its endpoint, and whether the webhook is disabled."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from consumers.webhooks.delivering.schedule import DISABLED_AFTER, DOWN_AFTER, TRIES, look, pause, wished
from consumers.webhooks.outbox.deliveries import Attempt, Came, Due, Health
from consumers.webhooks.port import Why
from consumers.webhooks.reaching.post import Answer

_BUSY = frozenset({429, 503})
"""Answers that speak for the endpoint, not for the message: come again later, with anything."""

Tried = tuple[Due, Answer]


def judged(
    subscription: str,
    tried: Sequence[Tried],
    health: Health,
    now: datetime,
    chance: Callable[[], float] = random.random,
) -> Came:
    """All that is to be kept of some attempts that were made together."""
    after = _health(health, [answer for _, answer in tried], now, chance)
    attempts = [_attempt(subscription, due, answer, after, now, chance()) for due, answer in tried]
    back = health.failing if after.failures == 0 and health.failures >= DOWN_AFTER else None
    return Came(subscription, attempts, after, hasten=back)


def to_be_disabled(health: Health, answers: Sequence[Answer], now: datetime) -> Why | None:
    """Why nothing is to be delivered any more until somebody has looked.

    One 410 is enough: it says that the endpoint wants no more from us, and senders should stop (Standard Webhooks,
    https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
    """
    if any(answer.gone for answer in answers):
        return "gone"
    if health.failing is not None and now - health.failing >= DISABLED_AFTER:
        return "failing"
    return None


def _health(health: Health, answers: Sequence[Answer], now: datetime, chance: Callable[[], float]) -> Health:
    """One that takes anything is well, whatever else it refused.

    Failures at one moment say that it is down, and no more: the first pause is the shortest however many there were.
    """
    asked = max((answer.retry_after or 0 for answer in answers if answer.status in _BUSY), default=0)
    away = now + wished(asked) if asked else None
    if any(answer.taken for answer in answers):
        return Health(due=away, taken=now)
    failures = min(health.failures + len(answers), max(health.failures + 1, DOWN_AFTER))
    until = look(failures, chance())
    later = [each for each in (away, now + until if until else None) if each]
    return replace(health, failures=failures, failing=health.failing or now, due=max(later, default=None))


def _attempt(subscription: str, due: Due, answer: Answer, health: Health, now: datetime, chance: float) -> Attempt:
    tries = due.tries + 1
    until = now if answer.taken else now + pause(tries, chance, answer.retry_after)
    state = "taken" if answer.taken else "given-up" if _is_hopeless(due, tries, health) else "waiting"
    return Attempt(subscription, due.message, now, answer.ms, answer.status, answer.why, state, tries, until)


def _is_hopeless(due: Due, tries: int, health: Health) -> bool:
    """Its endpoint took others since, and never this one: while it takes nothing at all, nothing is given up."""
    return tries >= TRIES and health.taken is not None and due.first is not None and health.taken > due.first
