"""Facts in the order in which they happened, each saying what is right by now."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from domain.clocks.fact import Correction, Fact
from domain.policy.timing.occasions import AGREED_AT
from domain.record.moment import in_utc
from domain.ticket.vocabulary import Channel


def in_order(facts: Iterable[Fact], now: datetime) -> tuple[Fact, ...]:
    """What had happened by ``now``; corrections are worked in.

    A time that is said to the minute comes no earlier than what the log has before it in that minute, an answer no
    earlier than its question; the times themselves stay as they were said.
    """
    happened = sorted((fact for fact in facts if fact.occurred <= now), key=lambda fact: fact.version)
    right = _corrected(happened)
    if all(earlier.occurred <= later.occurred for earlier, later in pairwise(right)):
        return tuple(right)  # as the log has them, which is what the rest would come to
    places = zip(_places(right), (fact.version for fact in right), range(len(right)), strict=True)
    return tuple(right[index] for *_, index in sorted(places))


def _corrected(facts: list[Fact]) -> list[Fact]:
    corrections = [fact.corrects for fact in facts if fact.corrects]
    if not corrections:
        return facts
    right = [fact for fact in facts if not fact.corrects]
    for correction in corrections:
        right = [_saying(fact, correction) if fact.version == correction.version else fact for fact in right]
    return right


def _saying(fact: Fact, correction: Correction) -> Fact:
    """The fact as corrected; as it was where it could not say that."""
    try:
        return replace(fact, **_right(fact, correction))
    except ValueError:
        return fact


def _right(fact: Fact, correction: Correction) -> dict[str, Any]:
    field, right = correction.field, correction.right
    if field == "channel" and fact.channel and right:
        return {"channel": Channel(right)}
    if field == "severity" and fact.name in ("ticket-opened", "ticket-graded"):
        return {"severity": right}
    if (field, fact.name) in (("technical", "customer-contacted"), ("low", "survey-answered")):
        return {field: right == "true"}
    stated = "agreed" if AGREED_AT.get(fact.name) == field else field
    if stated == "agreed" or (stated == "until" and fact.name in ("visit-promised", "visit-moved")):
        return {stated: in_utc(datetime.fromisoformat(right)) if right else None}
    return {}


def _places(facts: Iterable[Fact]) -> Iterator[datetime]:
    """From when on each stands in the order, of facts in the log's order."""
    asked: dict[str, datetime] = {}
    newest: dict[datetime, datetime] = {}
    for fact in facts:
        at, minute = fact.occurred, fact.occurred.replace(second=0, microsecond=0)
        if at == minute:
            at = newest.get(minute, at)
        newest[minute] = max(at, newest.get(minute, at))
        yield max(at, asked.setdefault(fact.about, at)) if fact.about else at
