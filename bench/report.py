"""How a benchmark's result is shown: ours, its reference of the same run, the ratio of the two, and what to reach."""

import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

Measured = Callable[[], Awaitable[float]]
Unit = Literal["/s", "ms", "kB"]
"""Of a rate as much as can be, of a time or size as little."""

_HEADINGS = ("what", "ours", "", "reference", "", "ratio", "to reach")


@dataclass(frozen=True, slots=True)
class Figure:
    """``ratio`` is ours to the reference's; ``reach`` is the least (a rate) or most (a time) that it should be.

    ``goal`` is the same of our own value, in its unit.
    """

    what: str
    ours: float
    reference: str
    reference_value: float
    unit: Unit = "/s"
    reach: float | None = None
    goal: float | None = None

    @property
    def ratio(self) -> float:
        """Not a number where the reference came to nothing, as memory that did not grow: never reached then."""
        return self.ours / self.reference_value if self.reference_value else math.nan

    def _reached(self, value: float, wanted: float) -> bool:
        return value >= wanted if self.unit == "/s" else value <= wanted

    def to_reach(self) -> str:
        """What to reach, each with whether it was."""
        sign = "≥" if self.unit == "/s" else "≤"
        wanted: list[tuple[str, bool]] = []
        if self.reach is not None:
            wanted.append((f"{sign} {self.reach:g}", self._reached(self.ratio, self.reach)))
        if self.goal is not None:
            unit = self.unit if self.unit == "/s" else f" {self.unit}"
            wanted.append((f"{sign} {self.goal:,g}{unit}", self._reached(self.ours, self.goal)))
        return ", ".join(f"{text} {'yes' if reached else 'NO'}" for text, reached in wanted)

    def cells(self) -> tuple[str, ...]:
        return (
            self.what,
            _number(self.ours, self.unit),
            self.unit,
            self.reference,
            _number(self.reference_value, self.unit),
            "–" if math.isnan(self.ratio) else f"{self.ratio:.2f}",
            self.to_reach(),
        )


async def compared(
    what: str,
    ours: Measured,
    reference: str,
    other: Measured,
    *,
    rounds: int,
    unit: Unit = "/s",
    reach: float | None = None,
    goal: float | None = None,
) -> Figure:
    """Both measured in turn, several times, so that what else the machine does meets both; the medians."""
    pairs = [(await ours(), await other()) for _ in range(rounds)]
    mine, theirs = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    return Figure(what, mine, reference, theirs, unit, reach, goal)


def show(title: str, figures: Sequence[Figure]) -> None:
    """A table that docs/benchmarks.md can take as it stands."""
    rows = [_HEADINGS, *(figure.cells() for figure in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEADINGS))]
    print(f"\n### {title}\n")
    for place, row in enumerate(rows):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |", flush=True)
        if not place:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")


def _number(value: float, unit: str) -> str:
    return f"{value:,.0f}" if unit == "/s" else f"{value:.2f}"
