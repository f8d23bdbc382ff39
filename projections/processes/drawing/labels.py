"""Where the words of a line stand: on the line, as clear of boxes, other words and other lines as can be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Final

from projections.processes.drawing.layout import Point

_CLEAR: Final = 3.0
_FROM_THE_END: Final = 16.0
"""What a line's head needs."""
_PIECES: Final = 4
_FRACTIONS: Final = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9)
_ON_BOX, _ON_WORDS, _ON_LINE, _FROM_THE_MIDDLE = 1000.0, 600.0, 40.0, 10.0
"""What each fault costs: by overlap on a box or on other words, by crossing another line, by distance."""


Edges = tuple[float, float, float, float]
"""Left, top, right and bottom."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle by its middle."""

    middle: Point
    width: float
    height: float

    @property
    def edges(self) -> Edges:
        x, y, across, down = self.middle.x, self.middle.y, self.width / 2, self.height / 2
        return x - across, y - down, x + across, y + down

    def overlap(self, other: "Area") -> float:
        """The share of this area that the other covers."""
        return _covered(self.edges, other.edges) / (self.width * self.height)


def placed(
    sizes: Sequence[tuple[float, float]], lines: Sequence[Sequence[Point]], boxes: Sequence[Area]
) -> list[Point]:
    """The middle of each line's words; those of the first line are placed first."""
    pieces = [[_span(*piece) for piece in pairwise(line)] for line in lines]
    solid, taken, found = [box.edges for box in boxes], list[Edges](), list[Point]()
    for place, (size, line) in enumerate(zip(sizes, lines, strict=True)):
        others = [piece for other, theirs in enumerate(pieces) if other != place for piece in theirs]
        best = _best(size, line, boxes, (solid, taken, others))
        found.append(best.middle)
        taken.append(best.edges)
    return found


Standing = tuple[Sequence[Edges], Sequence[Edges], Sequence[Edges]]
"""Boxes, words that stand already, and pieces of other lines."""


def _best(size: tuple[float, float], line: Sequence[Point], boxes: Sequence[Area], standing: Standing) -> Area:
    least, best = inf, Area(line[0], *size)
    for place, at in enumerate(_places(line, size[0], boxes)):
        cost = place / len(_FRACTIONS) * _FROM_THE_MIDDLE
        if cost >= least:
            break
        area = Area(at, size[0] + _CLEAR, size[1] + _CLEAR)
        cost += _cost(area, standing)
        if cost < least:
            least, best = cost, area
    return best


def _cost(area: Area, standing: Standing) -> float:
    edges, whole = area.edges, area.width * area.height
    boxes, words, lines = standing
    on_boxes = sum(_covered(edges, box) for box in boxes) / whole
    on_words = sum(_covered(edges, other) for other in words) / whole
    left, top, right, bottom = edges
    crossed = sum(x < right and left < far and y < bottom and top < deep for x, y, far, deep in lines)
    return on_boxes * _ON_BOX + on_words * _ON_WORDS + crossed * _ON_LINE


def _covered(one: Edges, other: Edges) -> float:
    """How much of one the other covers."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across * down if across > 0 and down > 0 else 0.0


def _span(start: Point, stop: Point) -> Edges:
    return min(start.x, stop.x), min(start.y, stop.y), max(start.x, stop.x) + 1, max(start.y, stop.y) + 1


def _places(line: Sequence[Point], width: float, boxes: Sequence[Area]) -> Iterator[Point]:
    """On the longest few pieces, in the middle first; of a loop beside its box, outside."""
    if _is_loop(line, boxes):
        outermost = max(line, key=lambda corner: abs(corner.x - line[0].x))
        away = 1 if outermost.x >= line[0].x else -1
        middle = (line[0].y + line[-1].y) / 2
        yield Point(outermost.x + away * (width / 2 + 5), middle)
        return
    pieces = sorted(pairwise(_without_head(line)), key=lambda piece: -_long(*piece))[:_PIECES]
    for fraction in _FRACTIONS:
        for start, stop in pieces:
            yield Point(start.x + (stop.x - start.x) * fraction, start.y + (stop.y - start.y) * fraction)


def _is_loop(line: Sequence[Point], boxes: Sequence[Area]) -> bool:
    """Begins and ends at one side of one box."""
    return line[0].x == line[-1].x and any(
        abs(box.middle.y - line[0].y) <= box.height / 2 and abs(box.middle.y - line[-1].y) <= box.height / 2
        for box in boxes
        if abs(abs(box.middle.x - line[0].x) - box.width / 2) < 1
    )


def _without_head(line: Sequence[Point]) -> list[Point]:
    before, end = line[-2], line[-1]
    far = _long(before, end)
    left = max(0.0, far - _FROM_THE_END) / far if far else 0.0
    return [*line[:-1], Point(before.x + (end.x - before.x) * left, before.y + (end.y - before.y) * left)]


def _long(start: Point, stop: Point) -> float:
    return abs(start.x - stop.x) + abs(start.y - stop.y)
