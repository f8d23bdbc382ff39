"""The different ways that tickets went from beginning to end (变体), the most frequent first."""

import json
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from projections.processes.finding import Course, Often
from projections.processes.mapping.waits import Lasting

EXAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class Variant:
    """``share`` of all tickets went so, ``covered`` so or in a more frequent way; ``examples`` are the earliest."""

    digest: str
    activities: tuple[str, ...]
    tickets: int
    share: float
    covered: float
    duration: Lasting
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variants:
    """``found`` are the most frequent of ``count``."""

    found: tuple[Variant, ...]
    count: int
    tickets: int


@dataclass(slots=True)
class _Same:
    """The tickets of one variant."""

    digest: str
    path: str
    lasting: "array[int]" = field(default_factory=lambda: array("q"))
    examples: list[str] = field(default_factory=list[str])


def variants(often: Often, courses: Iterable[Course]) -> Variants:
    """``courses`` are those of the variants that are ``often``, and of no others: memory holds no other paths."""
    found: dict[str, _Same] = {}
    for course in courses:
        same = found.get(course.variant)
        if same is None:
            same = found[course.variant] = _Same(course.variant, course.path)
        same.lasting.append(sum(map(int, course.waits.split(","))) if course.waits else 0)
        if len(same.examples) < EXAMPLES:
            same.examples.append(course.number)
    covered, listed = 0, list[Variant]()
    for same in sorted(found.values(), key=lambda same: (-len(same.lasting), same.path)):
        covered += len(same.lasting)
        listed.append(_variant(same, often.tickets, covered))
    return Variants(tuple(listed), often.count, often.tickets)


def _variant(same: _Same, tickets: int, covered: int) -> Variant:
    often, lasting = len(same.lasting), Lasting.of(same.lasting)
    shares = (often / tickets, covered / tickets)
    return Variant(same.digest, tuple(json.loads(same.path)), often, *shares, lasting, tuple(same.examples))
