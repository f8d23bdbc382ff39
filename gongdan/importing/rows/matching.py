"""Which rows of a case are stored already, told by what they say: a row that comes in late must shift no other."""

from collections import defaultdict, deque
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Final

_NOTHING: Final = object()


@dataclass(frozen=True, slots=True)
class Matches:
    """Of a case's rows, by their place from 1: stored, stored with another content, and new with their ordinal."""

    already: frozenset[int]
    differ: frozenset[int]
    new: Mapping[int, int]


def match(rows: Mapping[int, Hashable], stored: Mapping[int, Hashable], places: int) -> Matches:
    """Rows by place and stored rows by ordinal, each with what it says; ``places``: how many the file has in all.

    First the same content at the same place, then elsewhere, each stored row once. What is left differs where its
    place is held by a stored row that is left too, and is new otherwise: at its place, or behind all that are known
    where that is taken. So whoever plans next, with these stored or some of them, comes to the same.
    """
    here = {place for place, said in rows.items() if stored.get(place, _NOTHING) == said}
    left = {place: said for place, said in rows.items() if place not in here}
    elsewhere = _elsewhere(left, {ordinal: said for ordinal, said in stored.items() if ordinal not in here})
    open_ = [place for place in left if place not in elsewhere]
    held = stored.keys() - here - set(elsewhere.values())
    free = count(max(places, *stored, 0) + 1)
    new = {place: next(free) if place in stored else place for place in open_ if place not in held}
    return Matches(frozenset(here | elsewhere.keys()), frozenset(held.intersection(open_)), new)


def _elsewhere(rows: Mapping[int, Hashable], stored: Mapping[int, Hashable]) -> dict[int, int]:
    """From place to ordinal, in order on both sides, so that of equal rows each is matched once."""
    ordinals: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for ordinal in sorted(stored):
        ordinals[stored[ordinal]].append(ordinal)
    return {place: ordinals[said].popleft() for place, said in sorted(rows.items()) if ordinals.get(said)}
