"""Lines over time as SVG: what a template needs to draw one, in a box of fixed size, unknown values left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 320
HEIGHT: Final = 96
_EDGE: Final = 8


@dataclass(frozen=True, slots=True)
class Point:
    """Where a value stands; ``value`` and ``name`` are what it says."""

    x: float
    y: float
    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Line:
    """Points in runs that hang together: between two runs the value is unknown. ``target``: where that line lies."""

    runs: Sequence[Sequence[Point]]
    target: float | None
    lowest: float
    highest: float

    @property
    def path(self) -> str:
        """As an SVG path."""
        return " ".join(
            f"{'M' if place == 0 else 'L'}{point.x:.1f} {point.y:.1f}"
            for run in self.runs
            for place, point in enumerate(run)
        )

    @property
    def points(self) -> list[Point]:
        return [point for run in self.runs for point in run]


def line(named: Sequence[tuple[str, float | None]], target: float | None = None) -> Line:
    """From values by period, oldest first; ``target`` in their unit. Nought is always within the box."""
    known = [value for _, value in named if value is not None] + ([] if target is None else [target])
    low, high = min([0.0, *known]), max([0.0, *known])
    height, step = (high - low) or 1.0, (WIDTH - 2 * _EDGE) / max(1, len(named) - 1)

    def level(value: float) -> float:
        return HEIGHT - _EDGE - (value - low) / height * (HEIGHT - 2 * _EDGE)

    runs: list[list[Point]] = [[]]
    for place, (name, value) in enumerate(named):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(Point(_EDGE + place * step, level(value), name, value))
    return Line([run for run in runs if run], None if target is None else level(target), low, high)
