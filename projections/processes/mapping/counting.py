"""Counts steps and the ways between them over any number of tickets: by path, so that equal ones are read once."""

import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Final

from projections.processes.finding import Course
from projections.processes.mapping import waits

Way = tuple[str, str]
"""From one activity straight to the next."""
_AT_ONCE: Final = 20_000
"""Tickets of which the waits are kept as texts; then they are added up."""


@dataclass(slots=True)
class Counts:
    """``activities`` how often each happened, ``tickets`` in how many, ``repeated`` in how many more than once.

    ``ways`` holds the milliseconds of each time that a way was taken, ``ways_of`` how many tickets took it;
    ``lasting`` the whole time of each ticket.
    """

    cases: int = 0
    activities: Counter[str] = field(default_factory=Counter[str])
    tickets: Counter[str] = field(default_factory=Counter[str])
    repeated: Counter[str] = field(default_factory=Counter[str])
    reworked: int = 0
    starts: Counter[str] = field(default_factory=Counter[str])
    ends: Counter[str] = field(default_factory=Counter[str])
    ways: "dict[Way, array[int]]" = field(default_factory=dict[Way, "array[int]"])
    ways_of: Counter[Way] = field(default_factory=Counter[Way])
    lasting: "array[int]" = field(default_factory=lambda: array("q"))
    variants: int = 0


def counted(courses: Iterable[Course]) -> Counts:
    """Memory holds eight bytes a step, and the digest of each path."""
    counts, variants = Counts(), set[int]()
    courses = iter(courses)
    while batch := [*islice(courses, _AT_ONCE)]:
        waiting = defaultdict[str, list[str]](list)
        for course in batch:
            waiting[course.path].append(course.waits)
        variants.update(int(course.variant, 16) for course in batch)
        for path, lists in waiting.items():
            _add(counts, json.loads(path), lists)
    counts.variants = len(variants)
    return counts


def _add(counts: Counts, path: list[str], lists: list[str]) -> None:
    """So many tickets that went the same way."""
    cases = len(lists)
    counts.cases += cases
    counts.starts[path[0]] += cases
    counts.ends[path[-1]] += cases
    often = Counter(path)
    for activity, times in often.items():
        counts.activities[activity] += times * cases
        counts.tickets[activity] += cases
        if times > 1:
            counts.repeated[activity] += cases
    counts.reworked += cases * (len(often) < len(path))
    _add_waits(counts, path, lists)


def _add_waits(counts: Counts, path: list[str], lists: list[str]) -> None:
    steps = len(path) - 1
    if steps == 0:
        counts.lasting.extend([0] * len(lists))
        return
    all_waits = waits.read(lists)
    for way in {*pairwise(path)}:
        counts.ways_of[way] += len(lists)
    for place, way in enumerate(pairwise(path)):
        taken = counts.ways.get(way)
        if taken is None:
            taken = counts.ways[way] = array("q")
        taken.extend(all_waits[place::steps])
    counts.lasting.extend(sum(all_waits[start : start + steps]) for start in range(0, len(all_waits), steps))
