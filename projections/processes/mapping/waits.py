"""How long something took, over many times: mean, median and 90th percentile, in seconds."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

_MILLISECONDS: Final = 1000


@dataclass(frozen=True, slots=True)
class Lasting:
    """Of ``count`` times, in seconds; a percentile between two times lies between them (linear, as NumPy's)."""

    count: int
    total: float
    mean: float
    median: float
    p90: float

    @classmethod
    def of(cls, milliseconds: Iterable[int]) -> "Lasting":
        """Of one time at least."""
        ordered = sorted(milliseconds)
        total, count = sum(ordered), len(ordered)
        return cls(
            count,
            total / _MILLISECONDS,
            total / count / _MILLISECONDS,
            percentile(ordered, 0.5) / _MILLISECONDS,
            percentile(ordered, 0.9) / _MILLISECONDS,
        )


def percentile(ordered: Sequence[int], share: float) -> float:
    """At this share of the way from the first to the last, which are in order."""
    place = share * (len(ordered) - 1)
    below = int(place)
    if below + 1 == len(ordered):
        return ordered[below]
    return ordered[below] + (ordered[below + 1] - ordered[below]) * (place - below)


def read(lists: Sequence[str]) -> "array[int]":
    """All waits of several tickets, one ticket after the other, as they are stored."""
    return array("q", map(int, ",".join(lists).split(",")))
