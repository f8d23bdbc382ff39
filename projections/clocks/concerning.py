"""Which clocks of a pack a fact concerns: only they are judged again, each as of the last fact that concerned it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from domain.clocks.fact import ENDING, Fact
from domain.policy.pack import Pack
from domain.policy.timing.clock import Clock

_ALL: Final = ENDING | {"correction-recorded"}
"""These may change any clock, as a grade does."""


@dataclass(frozen=True, slots=True)
class _Watched:
    """Of a pack's clocks: those that look at an event, by its name; that a wait or the closing changes."""

    by_name: dict[str, frozenset[str]]
    paused: frozenset[str]
    repeated: frozenset[str]
    all: frozenset[str]


_WATCHED: dict[str, _Watched] = {}


def concerned(pack: Pack, fact: Fact, *, waited: bool) -> frozenset[str]:
    """The names of the clocks; ``waited``: whether the ticket ever waited before."""
    watched = _watched(pack)
    if fact.name in _ALL or fact.severity is not None:
        return watched.all
    found = watched.by_name.get(fact.name, frozenset[str]())
    if fact.waits is not None and (waited or fact.waits != "nobody"):
        found |= watched.paused
    return found | watched.repeated if fact.name == "ticket-closed" else found


def _watched(pack: Pack) -> _Watched:
    """A version of a pack never changes."""
    if pack.ref not in _WATCHED:
        clocks = pack.clocks.items()
        by_name: dict[str, set[str]] = {}
        for name, clock in clocks:
            for event in _looked_at(clock):
                by_name.setdefault(event, set()).add(name)
        _WATCHED[pack.ref] = _Watched(
            {event: frozenset(names) for event, names in by_name.items()},
            frozenset(name for name, clock in clocks if clock.pauses),
            frozenset(name for name, clock in clocks if clock.repeats),
            frozenset(pack.clocks),
        )
    return _WATCHED[pack.ref]


def _looked_at(clock: Clock) -> Iterable[str]:
    return {occasion.event for occasion in (*clock.start, *clock.stop, *clock.end)}
