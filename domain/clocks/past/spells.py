"""Spells: from what starts a clock to what stops it, as the facts come, whatever its limit."""

from dataclasses import dataclass, field
from typing import Final

from domain.clocks.fact import ENDING, Fact
from domain.clocks.past.history import History, Seen
from domain.policy.timing.clock import Clock

_NEWS: Final = ENDING | {"ticket-graded", "ticket-closed"}


@dataclass
class Spell:
    """``news`` are the syncs and grades of a repeating clock; it is ``stopped`` or, its purpose gone, ``ended``."""

    started: Seen
    news: list[Seen] = field(default_factory=list[Seen])
    stopped: Fact | None = None
    ended: Fact | None = None


def spells_of(clock: Clock, history: History) -> list[Spell]:
    """Each start of the clock, in order."""
    names = history.names
    if not any(occasion.event in names for occasion in clock.start):
        return []
    looked_at = _NEWS | {occasion.event for occasion in (*clock.start, *clock.stop, *clock.end)}
    spells: list[Spell] = []
    running: list[Spell] = []
    for seen in history.seen:
        if seen.fact.name not in looked_at:
            continue
        running = _going_on(clock, running, seen)
        if seen.is_at(clock.start):
            running = _started(clock, spells, running, seen)
    return spells


def _going_on(clock: Clock, running: list[Spell], seen: Seen) -> list[Spell]:
    """The spells that still run after it."""
    if not running:
        return running
    if clock.repeats:
        return _repeating_on(clock, running, seen)
    if seen.is_at(clock.stop):
        answered = [spell for spell in running if _answers(seen.fact, spell.started.fact)]
        for spell in answered:
            spell.stopped = seen.fact
        running = [spell for spell in running if spell not in answered]
    if seen.fact.name in ENDING or seen.is_at(clock.end):
        return _ended(running, seen.fact)
    return running


def _repeating_on(clock: Clock, running: list[Spell], seen: Seen) -> list[Spell]:
    if seen.is_at(clock.end):
        for spell in running:
            spell.stopped = seen.fact
        return []
    if seen.fact.name in ENDING or seen.fact.name == "ticket-closed":
        return _ended(running, seen.fact)
    if seen.fact.severity or seen.is_at(clock.stop):
        for spell in running:
            spell.news.append(seen)
    return running


def _started(clock: Clock, spells: list[Spell], running: list[Spell], seen: Seen) -> list[Spell]:
    if running and clock.again == "goes-on":
        return running
    if clock.again == "starts-anew":
        running = _ended(running, seen.fact)
    spells.append(Spell(seen))
    return [*running, spells[-1]]


def _ended(running: list[Spell], by: Fact) -> list[Spell]:
    for spell in running:
        spell.ended = by
    return []


def _answers(stop: Fact, start: Fact) -> bool:
    """A numbered answer is to the question of its number only."""
    return stop.about is None or start.about is None or stop.about == start.about
