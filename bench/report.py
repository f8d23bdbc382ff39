"""How a benchmark's result is shown: ours, its reference of the same run, the ratio of the two, and what to reach."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

Measured = Callable[[], Awaitable[float]]

_HEADINGS = ("what", "ours", "", "reference", "", "ratio", "to reach")


@dataclass(frozen=True, slots=True)
class Figure:
    """``ratio`` is ours to the reference's; ``reach`` is the least (a rate) or most (a time) that it should be."""

    what: str
    ours: float
    reference: str
    reference_value: float
    unit: Literal["/s", "ms"] = "/s"
    reach: float | None = None

    @property
    def ratio(self) -> float:
        return self.ours / self.reference_value

    @property
    def reached(self) -> bool | None:
        if self.reach is None:
            return None
        return self.ratio >= self.reach if self.unit == "/s" else self.ratio <= self.reach

    def cells(self) -> tuple[str, ...]:
        sign = "≥" if self.unit == "/s" else "≤"
        mark = {None: "", True: "yes", False: "NO"}[self.reached]
        reach = "" if self.reach is None else f"{sign} {self.reach:g} {mark}"
        return (
            self.what,
            _number(self.ours, self.unit),
            self.unit,
            self.reference,
            _number(self.reference_value, self.unit),
            f"{self.ratio:.2f}",
            reach,
        )


async def compared(
    what: str,
    ours: Measured,
    reference: str,
    other: Measured,
    *,
    rounds: int,
    unit: Literal["/s", "ms"] = "/s",
    reach: float | None = None,
) -> Figure:
    """Both measured in turn, several times, so that what else the machine does meets both; the medians."""
    pairs = [(await ours(), await other()) for _ in range(rounds)]
    mine, theirs = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    return Figure(what, mine, reference, theirs, unit, reach)


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
