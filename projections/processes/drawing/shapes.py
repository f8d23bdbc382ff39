"""The pieces of the picture as SVG: boxes with their words, lines with rounded corners and a head, labels on them."""

from collections.abc import Sequence
from math import hypot
from typing import Final

from projections.processes.drawing.layout import Point
from projections.processes.drawing.text import safe

_CORNER: Final = 9.0
LINE_HEIGHT: Final = 16.0


def text(said: str, at: Point, *, of: str = "", anchor: str = "middle") -> str:
    kind = f' class="{of}"' if of else ""
    return f'<text x="{_(at.x)}" y="{_(at.y)}" text-anchor="{anchor}"{kind}>{safe(said)}</text>'


def group(told: str, *parts: str) -> str:
    """What belongs together, with what is told where somebody points at it."""
    return f"<g><title>{safe(told)}</title>{''.join(parts)}</g>"


def box(middle: Point, width: float, height: float, shade: int) -> str:
    left, top = middle.x - width / 2, middle.y - height / 2
    size = f'width="{_(width)}" height="{_(height)}" rx="8"'
    return f'<rect class="box shade{shade}" x="{_(left)}" y="{_(top)}" {size}/>'


def back(middle: Point, width: float, height: float, *, slow: bool) -> str:
    """Keeps lines from running through a label."""
    left, top = middle.x - width / 2, middle.y - height / 2
    kind = "slow back" if slow else "back"
    return f'<rect class="{kind}" x="{_(left)}" y="{_(top)}" width="{_(width)}" height="{_(height)}" rx="4"/>'


def circle(middle: Point, radius: float, kind: str) -> str:
    return f'<circle class="{kind}" cx="{_(middle.x)}" cy="{_(middle.y)}" r="{_(radius)}"/>'


def arrow(corners: Sequence[Point], thickness: float, *, slow: bool) -> str:
    """A line from corner to corner that ends in a head."""
    length = 7 + thickness * 1.3
    end, before = corners[-1], corners[-2]
    neck = _towards(end, before, min(length, _far(end, before)))
    kind = "slow " if slow else ""
    line = _rounded([*corners[:-1], neck])
    return (
        f'<path class="{kind}line" stroke-width="{_(thickness)}" d="{line}"/>'
        f'<polygon class="{kind}head" points="{_head(neck, end, 4 + thickness * 0.85)}"/>'
    )


def _rounded(corners: Sequence[Point]) -> str:
    parts = [f"M{_(corners[0].x)} {_(corners[0].y)}"]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        bend = min(_CORNER, _far(corner, before) / 2, _far(corner, after) / 2)
        start, stop = _towards(corner, before, bend), _towards(corner, after, bend)
        parts.append(f"L{_(start.x)} {_(start.y)}Q{_(corner.x)} {_(corner.y)} {_(stop.x)} {_(stop.y)}")
    return "".join([*parts, f"L{_(corners[-1].x)} {_(corners[-1].y)}"])


def _head(neck: Point, tip: Point, half: float) -> str:
    far = _far(neck, tip) or 1.0
    across = Point(-(tip.y - neck.y) / far * half, (tip.x - neck.x) / far * half)
    points = (tip, Point(neck.x + across.x, neck.y + across.y), Point(neck.x - across.x, neck.y - across.y))
    return " ".join(f"{_(point.x)},{_(point.y)}" for point in points)


def _towards(start: Point, goal: Point, far: float) -> Point:
    whole = _far(start, goal)
    part = far / whole if whole else 0.0
    return Point(start.x + (goal.x - start.x) * part, start.y + (goal.y - start.y) * part)


def _far(one: Point, other: Point) -> float:
    return hypot(one.x - other.x, one.y - other.y)


def _(amount: float) -> str:
    """To a tenth of a pixel."""
    return f"{round(amount, 1) + 0.0:g}"
