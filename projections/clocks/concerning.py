"""Which clocks of a pack a fact concerns: only they are judged again, each as of the last fact that concerned it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from domain.clocks.fact import ENDING, Fact
from domain.policy.pack import Pack
from domain.policy.timing.clock import Clock

_ALL: Final = ENDING | {"ticket-opened", "ticket-graded", "ticket-closed", "correction-recorded"}
"""These may change any clock."""
_NAMES: dict[str, dict[str, frozenset[str]]] = {}


def concerned(pack: Pack, fact: Fact) -> frozenset[str]:
    """The names of the clocks."""
    if fact.name in _ALL:
        return frozenset(pack.clocks)
    by_name = _names(pack)
    found = by_name.get(fact.name, frozenset[str]())
    if fact.waits is None:
        return found
    return found | {name for name, clock in pack.clocks.items() if clock.pauses}


def last(pack: Pack, facts: Iterable[Fact], names: frozenset[str]) -> dict[datetime, set[str]]:
    """The clocks of these names, by when the last fact that concerned them happened."""
    newest: dict[str, datetime] = {}
    for fact in facts:
        for name in concerned(pack, fact) & names:
            newest[name] = max(fact.occurred, newest.get(name, fact.occurred))
    found: dict[datetime, set[str]] = {}
    for name, at in newest.items():
        found.setdefault(at, set()).add(name)
    return found


def _names(pack: Pack) -> dict[str, frozenset[str]]:
    """By the name of an event; a version of a pack never changes."""
    if pack.ref not in _NAMES:
        found: dict[str, set[str]] = {}
        for name, clock in pack.clocks.items():
            for event in _looked_at(clock):
                found.setdefault(event, set()).add(name)
        _NAMES[pack.ref] = {event: frozenset(names) for event, names in found.items()}
    return _NAMES[pack.ref]


def _looked_at(clock: Clock) -> Iterable[str]:
    return {occasion.event for occasion in (*clock.start, *clock.stop, *clock.end)}
