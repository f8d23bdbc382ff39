"""Where the words of a line stand: on the line, as clear of boxes, other words and other lines as can be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from projections.processes.drawing.layout import Point

_CLEAR: Final = 3.0
_FROM_THE_END: Final = 16.0
"""What a line's head needs."""
_FRACTIONS: Final = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9)
_ON_BOX, _ON_WORDS, _ON_LINE, _FROM_THE_MIDDLE = 1000.0, 600.0, 40.0, 10.0
"""What each fault costs: by overlap on a box or on other words, by crossing another line, by distance."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle by its middle."""

    middle: Point
    width: float
    height: float

    def overlap(self, other: "Area") -> float:
        """The share of this area that the other covers."""
        across = self._within(self.middle.x, self.width, other.middle.x, other.width)
        along = self._within(self.middle.y, self.height, other.middle.y, other.height)
        return across * along / (self.width * self.height)

    def is_crossed(self, start: Point, stop: Point) -> bool:
        """Whether a straight line, upright or level, runs through it."""
        line = Area(
            Point((start.x + stop.x) / 2, (start.y + stop.y) / 2), abs(start.x - stop.x) + 1, abs(start.y - stop.y) + 1
        )
        return line.overlap(self) > 0

    @staticmethod
    def _within(one: float, wide: float, other: float, other_wide: float) -> float:
        left, right = max(one - wide / 2, other - other_wide / 2), min(one + wide / 2, other + other_wide / 2)
        return max(0.0, right - left)


def placed(
    sizes: Sequence[tuple[float, float]], lines: Sequence[Sequence[Point]], boxes: Sequence[Area]
) -> list[Point]:
    """The middle of each line's words; those of the first line are placed first."""
    taken: list[Area] = []
    for (width, height), line in zip(sizes, lines, strict=True):
        others = [other for other in lines if other is not line]
        areas = (Area(at, width + _CLEAR, height + _CLEAR) for at in _places(line, width, boxes))
        costs = [(_cost(area, place, taken, boxes, others), place, area) for place, area in enumerate(areas)]
        taken.append(min(costs, key=lambda each: each[:2])[2])
    return [area.middle for area in taken]


def _places(line: Sequence[Point], width: float, boxes: Sequence[Area]) -> Iterator[Point]:
    """On the longest pieces first, in the middle first; of a loop beside its box, outside."""
    if _is_loop(line, boxes):
        outermost = max(line, key=lambda corner: abs(corner.x - line[0].x))
        away = 1 if outermost.x >= line[0].x else -1
        middle = (line[0].y + line[-1].y) / 2
        yield Point(outermost.x + away * (width / 2 + 5), middle)
        return
    pieces = sorted(pairwise(_without_head(line)), key=lambda piece: -_long(*piece))
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


def _cost(
    area: Area, place: int, taken: Sequence[Area], boxes: Sequence[Area], others: Sequence[Sequence[Point]]
) -> float:
    on_boxes = sum(area.overlap(box) for box in boxes)
    on_words = sum(area.overlap(other) for other in taken)
    crossed = sum(area.is_crossed(*piece) for other in others for piece in pairwise(other))
    return on_boxes * _ON_BOX + on_words * _ON_WORDS + crossed * _ON_LINE + place / len(_FRACTIONS) * _FROM_THE_MIDDLE


def _long(start: Point, stop: Point) -> float:
    return abs(start.x - stop.x) + abs(start.y - stop.y)
