"""The arrows of the picture: how thick each is, what stands on it, and what is told where somebody points at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from typing import Final

from projections.processes.drawing import shapes
from projections.processes.drawing.layout import Arrow
from projections.processes.drawing.text import lasting, share, width
from projections.processes.finding import Level
from projections.processes.mapping.map import Activity, Path, ProcessMap
from projections.processes.words import title

BEGIN, FINISH = "\0begin", "\0finish"
"""No activity is called so."""
SMALL: Final = 12.0
_THINNEST, _THICKEST = 1.4, 7.0


@dataclass(frozen=True, slots=True)
class Look:
    """For whom it is drawn, how fine, and of tickets reported when, in the reader's zone."""

    chinese: bool
    level: Level = "event"
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow with what stands on it."""

    arrow: Arrow
    said: tuple[str, ...]
    told: str
    slow: bool


def ways(shown: ProcessMap, look: Look) -> list[Line]:
    return [_way(path, _thickness(path.wait.count, shown), look) for path in shown.paths]


def _way(path: Path, thickness: float, look: Look) -> Line:
    wait = lasting(path.wait.median, chinese=look.chinese)
    said = (f"{path.wait.count:,} · {wait}",)
    if path.bottleneck:
        said = (*said, f"{'瓶颈' if look.chinese else 'bottleneck'} {share(path.share)}")
    size = _size(said)
    arrow = Arrow(path.source, path.target, path.wait.count, size, thickness)
    return Line(arrow, said, _told(path, look), path.bottleneck)


def _told(path: Path, look: Look) -> str:
    names = (title(name, look.level, chinese=look.chinese) for name in (path.source, path.target))
    mean, median, p90 = (
        lasting(each, chinese=look.chinese) for each in (path.wait.mean, path.wait.median, path.wait.p90)
    )
    way = " → ".join(names)
    if look.chinese:
        spent = f"占全部等待的 {share(path.share)}"
        return f"{way}：{path.wait.count:,} 次，平均 {mean}，中位 {median}，90 分位 {p90}，{spent}"
    spent = f"{share(path.share)} of all waiting"
    return f"{way}: {path.wait.count:,} times, mean {mean}, median {median}, 90th percentile {p90}, {spent}"


def ends(shown: ProcessMap, look: Look) -> list[Line]:
    """Where tickets begin and end; of many places those where it happens as often as the ways that are shown."""
    least = min((path.wait.count for path in shown.paths), default=0)
    found: list[Line] = []
    for side, often in (
        (BEGIN, [each.starts for each in shown.activities]),
        (FINISH, [each.ends for each in shown.activities]),
    ):
        enough = min(least, max(often))
        for each, count in zip(shown.activities, often, strict=True):
            if count and count >= enough:
                found.append(_end(side, each, count, shown, look))
    return found


def _end(side: str, each: Activity, count: int, shown: ProcessMap, look: Look) -> Line:
    said = (f"{count:,}",)
    source, target = (side, each.name) if side == BEGIN else (each.name, side)
    name = title(each.name, look.level, chinese=look.chinese)
    words = {BEGIN: ("开始", "begins with"), FINISH: ("结束", "ends with")}[side]
    told = f"{words[0 if look.chinese else 1]} {name}: {count:,}"
    arrow = Arrow(source, target, count, _size(said), _thickness(count, shown))
    return Line(arrow, said, told, slow=False)


def _size(said: Sequence[str]) -> tuple[float, float]:
    return max(width(line, SMALL) for line in said) + 10, len(said) * shapes.LINE_HEIGHT + 2


def _thickness(count: int, shown: ProcessMap) -> float:
    """By the root, so that what is rare is seen beside what is frequent."""
    most = max(shown.tickets, max((path.wait.count for path in shown.paths), default=1))
    return _THINNEST + (_THICKEST - _THINNEST) * sqrt(count / most)
