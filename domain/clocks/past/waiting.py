"""Pauses (暂停计时, R27): when a ticket waited, for whom, and which of it a clock stands still for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.clocks.fact import Fact
from domain.ticket.vocabulary import WaitsFor


@dataclass(frozen=True, slots=True)
class Pause:
    """A wait for somebody, from one fact to another; it lasts where ``ended`` and ``until`` are None."""

    waits_for: WaitsFor
    began: Fact
    since: datetime
    ended: Fact | None = None
    until: datetime | None = None


def pauses_of(history: Iterable[Fact]) -> tuple[Pause, ...]:
    """Every wait in a history, in order; none overlaps another."""
    pauses: list[Pause] = []
    for fact in history:
        if fact.waits is None:
            continue
        if pauses and pauses[-1].until is None:
            if pauses[-1].waits_for == fact.waits:
                continue
            pauses[-1] = replace(pauses[-1], ended=fact, until=max(fact.occurred, pauses[-1].since))
        if fact.waits != "nobody":
            pauses.append(Pause(fact.waits, fact, fact.occurred))
    return tuple(pauses)


def within(pauses: Sequence[Pause], since: datetime, until: datetime | None) -> tuple[Pause, ...]:
    """What of the pauses lies between, cut to it; without ``until`` the last may last."""
    if not pauses:
        return ()
    cut = (_cut(pause, since, until) for pause in pauses)
    return tuple(pause for pause in cut if pause.until is None or pause.since < pause.until)


def _cut(pause: Pause, since: datetime, until: datetime | None) -> Pause:
    end = pause.until if until is None else min(until, pause.until or until)
    return replace(pause, since=max(pause.since, since), until=end, ended=pause.ended if end == pause.until else None)
