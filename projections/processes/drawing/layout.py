"""Where boxes and arrows of a picture go: the one place that knows the layout library (graphlay)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import graphlay

_OPTIONS: Final[dict[str, Any]] = {
    "direction": "topbottom",
    "spacing": {"layer_gap": 80.0, "node_gap": 48.0, "dummy_gap": 64.0, "port_gap": 44.0},
    "labels": {"reservation": "always"},
}


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """Something to be placed, by a name of its own."""

    name: str
    width: float
    height: float
    is_round: bool = False


@dataclass(frozen=True, slots=True)
class Arrow:
    """From box to box; of two, the heavier is drawn straighter. ``label`` is the width and height to be kept free."""

    source: str
    target: str
    weight: float
    label: tuple[float, float]
    thickness: float = 1.0


@dataclass(frozen=True, slots=True)
class Arranged:
    """The middles of boxes by name, and the corners of each arrow in the order given.

    ``least`` and ``most`` are the corners of all of it.
    """

    middles: dict[str, Point]
    lines: list[list[Point]]
    least: Point
    most: Point


def arranged(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> Arranged:
    """Each box somewhere, no two on one another; the same picture for the same boxes and arrows."""
    graph = graphlay.Graph()
    for box in boxes:
        shape = "ellipse" if box.is_round else "box"
        graph.node(box.name, width=box.width, height=box.height, shape=shape)
    for arrow in arrows:
        size = {"width": arrow.label[0], "height": arrow.label[1]}
        graph.edge(arrow.source, arrow.target, weight=arrow.weight, thickness=arrow.thickness, label_size=size)
    found = graphlay.layout(graph, preset="process_map", options=_OPTIONS)
    lines = [[_point(corner) for corner in edge["points"]] for edge in found.edges]
    bounds = found.bounds
    middles = {name: Point(*at) for name, at in found.positions().items()}
    return Arranged(middles, lines, _point(bounds["min"]), _point(bounds["max"]))


def _point(found: dict[str, float]) -> Point:
    return Point(found["x"], found["y"])
