"""The process map: every activity and every way between two, how often and how long, and where the time goes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from projections.processes.finding import Course
from projections.processes.mapping.counting import Counts, Way, counted
from projections.processes.mapping.waits import Lasting

BOTTLENECK: Final = 0.1
"""A way is a bottleneck where at least this share of all waiting is spent on it."""
MOST_BOTTLENECKS: Final = 5


@dataclass(frozen=True, slots=True)
class Activity:
    """``count`` times in ``tickets`` tickets; ``starts``, ``ends``: of so many the first, the last; ``repeated`` of so
    many more than once.
    """

    name: str
    count: int
    tickets: int
    starts: int
    ends: int
    repeated: int


@dataclass(frozen=True, slots=True)
class Path:
    """From ``source`` straight to ``target``: ``wait`` tells how often and how long; ``share`` is of all waiting."""

    source: str
    target: str
    tickets: int
    wait: Lasting
    share: float
    bottleneck: bool = False

    @property
    def is_loop(self) -> bool:
        return self.source == self.target


@dataclass(frozen=True, slots=True)
class Rework:
    """``tickets`` in which something was done more than once; ``loops``: at once again, with how often."""

    tickets: int
    share: float
    loops: tuple[tuple[str, int], ...]
    repeated: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ProcessMap:
    """``activities`` and ``paths`` by how often, ``bottlenecks`` by how much waiting."""

    tickets: int
    events: int
    variants: int
    activities: tuple[Activity, ...]
    paths: tuple[Path, ...]
    duration: Lasting | None
    rework: Rework

    @property
    def moves(self) -> int:
        """How often anything followed anything."""
        return sum(path.wait.count for path in self.paths)

    @property
    def bottlenecks(self) -> tuple[Path, ...]:
        return tuple(sorted((path for path in self.paths if path.bottleneck), key=lambda path: -path.wait.total))


def process_map(courses: Iterable[Course]) -> ProcessMap:
    counts = counted(courses)
    activities = (_activity(counts, name) for name in counts.activities)
    return ProcessMap(
        counts.cases,
        counts.activities.total(),
        counts.variants,
        tuple(sorted(activities, key=lambda each: (-each.count, each.name))),
        _paths(counts),
        Lasting.of(counts.lasting) if counts.lasting else None,
        _rework(counts),
    )


def _activity(counts: Counts, name: str) -> Activity:
    often, tickets = counts.activities[name], counts.tickets[name]
    return Activity(name, often, tickets, counts.starts[name], counts.ends[name], counts.repeated[name])


def _paths(counts: Counts) -> tuple[Path, ...]:
    lasting = {way: Lasting.of(taken) for way, taken in counts.ways.items()}
    whole = sum(each.total for each in lasting.values())
    slow = _bottlenecks(lasting, whole)
    paths = (
        Path(*way, counts.ways_of[way], wait, wait.total / whole if whole else 0.0, way in slow)
        for way, wait in lasting.items()
    )
    return tuple(sorted(paths, key=lambda path: (-path.wait.count, path.source, path.target)))


def _bottlenecks(lasting: dict[Way, Lasting], whole: float) -> set[Way]:
    slowest = sorted(lasting, key=lambda way: (-lasting[way].total, way))[:MOST_BOTTLENECKS]
    return {way for way in slowest if whole and lasting[way].total / whole >= BOTTLENECK}


def _rework(counts: Counts) -> Rework:
    loops = ((source, len(taken)) for (source, target), taken in counts.ways.items() if source == target)
    return Rework(
        counts.reworked,
        counts.reworked / counts.cases if counts.cases else 0.0,
        tuple(sorted(loops, key=lambda loop: (-loop[1], loop[0]))),
        tuple(sorted(counts.repeated.items(), key=lambda each: (-each[1], each[0]))),
    )
