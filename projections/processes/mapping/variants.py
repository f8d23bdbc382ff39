"""The different ways that tickets went from beginning to end (变体), the most frequent first."""

import json
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from projections.processes.finding import Course
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
    lasting: "array[int]" = field(default_factory=lambda: array("q"))
    examples: list[str] = field(default_factory=list[str])


def variants(courses: Iterable[Course], most: int) -> Variants:
    found: dict[str, _Same] = {}
    for course in courses:
        same = found.get(course.path)
        if same is None:
            same = found[course.path] = _Same(course.variant)
        same.lasting.append(sum(map(int, course.waits.split(","))) if course.waits else 0)
        if len(same.examples) < EXAMPLES:
            same.examples.append(course.number)
    ordered = sorted(found.items(), key=lambda each: (-len(each[1].lasting), each[0]))
    tickets, covered = sum(len(same.lasting) for same in found.values()), 0
    listed: list[Variant] = []
    for path, same in ordered[:most]:
        covered += len(same.lasting)
        listed.append(_variant(path, same, tickets, covered))
    return Variants(tuple(listed), len(found), tickets)


def _variant(path: str, same: _Same, tickets: int, covered: int) -> Variant:
    often, lasting = len(same.lasting), Lasting.of(same.lasting)
    shares = (often / tickets, covered / tickets)
    return Variant(same.digest, tuple(json.loads(path)), often, *shares, lasting, tuple(same.examples))
