"""What is agreed with the customer of a made-up ticket for a time: visits, estimates, their cooperation."""

from datetime import datetime, timedelta
from random import Random
from typing import Final

from domain.ticket import events as on
from tests.oracle.clocks.histories.acts.standing import Caused, Standing
from tests.oracle.clocks.slow.days import moment_of

SOON: Final = (60, 120, 240, 600, 1440, 2880)


def visit_promised(it: Standing, chance: Random, minute: int) -> Caused:
    """For a moment, seldom for a span, and in other systems for no time at all."""
    if it.visit:
        return None
    it.visit = True
    if chance.random() < 0.05:
        return on.VisitPromised(), "engineer"
    at, until = _span(it, chance, minute)
    return on.VisitPromised(at=at, until=until), "engineer"


def visit_moved(it: Standing, chance: Random, minute: int) -> Caused:
    if not it.visit:
        return None
    at, until = _span(it, chance, minute)
    return on.VisitMoved(at=at, until=until, by="张伟", given="phone", reason="客户改期"), "engineer"


def arrived(it: Standing, chance: Random, minute: int) -> Caused:
    if not it.visit:
        return None
    it.visit = False
    return on.EngineerArrived(), "engineer"


def cooperation_requested(it: Standing, chance: Random, minute: int) -> Caused:
    it.requests += 1
    it.asked.append(it.requests)
    due = _agreed(it, chance, minute) if chance.random() < 0.9 else None
    return on.CooperationRequested(request=it.requests, what="请提供门禁", due=due), "agent"


def cooperation_provided(it: Standing, chance: Random, minute: int) -> Caused:
    if not it.asked:
        return None
    return on.CooperationProvided(request=it.asked.pop(chance.randrange(len(it.asked)))), "agent"


def estimated(it: Standing, chance: Random, minute: int) -> Caused:
    return on.EstimateGiven(due=_agreed(it, chance, minute)), "agent"


def _agreed(it: Standing, chance: Random, minute: int) -> datetime:
    it.agreed[minute] = minute + chance.choice(SOON) + chance.randrange(30)
    return moment_of(it.agreed[minute])


def _span(it: Standing, chance: Random, minute: int) -> tuple[datetime, datetime | None]:
    end = _agreed(it, chance, minute)
    return (end - timedelta(minutes=45), end) if chance.random() < 0.2 else (end, None)
