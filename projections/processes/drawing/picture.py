"""A process map as an SVG: what is drawn of each activity and each way, and how they come together."""

from collections.abc import Sequence
from math import sqrt
from typing import Final

from projections.processes.drawing import shapes
from projections.processes.drawing.labels import Area, placed
from projections.processes.drawing.layout import Arranged, Box, Point, arranged
from projections.processes.drawing.style import SHADES, css
from projections.processes.drawing.surroundings import FOOT, HEAD, Told, foot, head
from projections.processes.drawing.text import lines, safe, width
from projections.processes.drawing.ways import BEGIN, FINISH, SMALL, Line, Look, ends, ways
from projections.processes.mapping.map import Activity, ProcessMap
from projections.processes.mapping.simplifying import LeftOut
from projections.processes.words import title

_NAME: Final = 13.0
_WIDEST: Final = 190.0
_MARGIN: Final = 28.0


def picture(shown: ProcessMap, left_out: LeftOut, look: Look) -> str:
    """The whole SVG; of no ticket at all it says what to do."""
    told = Told(shown, left_out, look)
    least_wide = told.wide + 2 * _MARGIN
    if not shown.activities:
        return _svg(least_wide, HEAD + FOOT, [*head(told, Point(_MARGIN, _MARGIN))], told)
    boxes = {each.name: _box(each, look) for each in shown.activities}
    drawn = [*ways(shown, look), *ends(shown, look)]
    round_ends = [Box(name, 22, 22, is_round=True) for name in (BEGIN, FINISH)]
    plan = arranged([*boxes.values(), *round_ends], [line.arrow for line in drawn])
    areas = [Area(plan.middles[box.name], box.width, box.height) for box in (*boxes.values(), *round_ends)]
    words = placed([line.arrow.label for line in drawn], plan.lines, areas)
    left, right = _sides(plan, drawn, words)
    wide = max(right - left + 2 * _MARGIN, least_wide)
    high = plan.most.y - plan.least.y + HEAD + FOOT + 2 * _MARGIN
    across, down = (wide - (right - left)) / 2 - left, HEAD + _MARGIN - plan.least.y
    moved = f'<g transform="translate({across:.1f} {down:.1f})">'
    labels = [_label(line, at) for line, at in zip(drawn, words, strict=True)]
    parts = [*_lines(plan, drawn), *_boxes(plan, shown, boxes, look), *labels]
    around = [*head(told, Point(_MARGIN, _MARGIN)), *foot(told, Point(_MARGIN, high - FOOT))]
    return _svg(wide, high, [*around, moved, *parts, "</g>"], told)


def _sides(plan: Arranged, drawn: Sequence[Line], words: Sequence[Point]) -> tuple[float, float]:
    """How far it goes to the left and to the right, with the words on its lines."""
    halves = [(at.x, line.arrow.label[0] / 2) for line, at in zip(drawn, words, strict=True)]
    return min(plan.least.x, *(at - half for at, half in halves)), max(plan.most.x, *(at + half for at, half in halves))


def _svg(wide: float, high: float, parts: Sequence[str], told: Told) -> str:
    language = "zh-CN" if told.chinese else "en"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}" width="{wide:.0f}" '
        f'height="{high:.0f}" role="img" aria-labelledby="title desc" xml:lang="{language}" lang="{language}">'
        f'<title id="title">{safe(told.title)}</title><desc id="desc">{safe(told.described)}</desc>'
        f"<style>{css()}</style>"
        f'<rect class="paper" width="100%" height="100%"/>{"".join(parts)}</svg>\n'
    )


def _box(each: Activity, look: Look) -> Box:
    said = [*_name(each, look), _often(each, look)]
    wide = max(width(line, _NAME if place < len(said) - 1 else SMALL) for place, line in enumerate(said))
    return Box(each.name, max(96.0, wide + 26), len(said) * shapes.LINE_HEIGHT + 16)


def _name(each: Activity, look: Look) -> list[str]:
    return lines(title(each.name, look.level, chinese=look.chinese), _NAME, _WIDEST)


def _often(each: Activity, look: Look) -> str:
    if look.chinese:
        return f"{each.count:,} 次 · {each.tickets:,} 张工单"
    return f"{each.count:,} × · {each.tickets:,} tickets"


def _lines(plan: Arranged, drawn: Sequence[Line]) -> list[str]:
    """The thin ones on top."""
    pairs = sorted(zip(drawn, plan.lines, strict=True), key=lambda pair: -pair[0].arrow.thickness)
    return [
        shapes.group(line.told, shapes.arrow(corners, line.arrow.thickness, slow=line.slow)) for line, corners in pairs
    ]


def _label(line: Line, middle: Point) -> str:
    wide, high = line.arrow.label
    parts = [shapes.back(middle, wide, high, slow=line.slow)]
    top = middle.y - high / 2 + 13
    for place, said in enumerate(line.said):
        kind = "slow strong" if line.slow else "faint"
        parts.append(shapes.text(said, Point(middle.x, top + place * shapes.LINE_HEIGHT), of=kind))
    return shapes.group(line.told, *parts)


def _boxes(plan: Arranged, shown: ProcessMap, boxes: dict[str, Box], look: Look) -> list[str]:
    most = max(each.count for each in shown.activities)
    parts = [_drawn(each, boxes[each.name], plan.middles[each.name], most, look) for each in shown.activities]
    parts.append(shapes.group("开始" if look.chinese else "Begin", shapes.circle(plan.middles[BEGIN], 11, "begin")))
    finish = plan.middles[FINISH]
    ring = shapes.circle(finish, 11, "finish"), shapes.circle(finish, 8, "paper"), shapes.circle(finish, 5.5, "finish")
    return [*parts, shapes.group("结束" if look.chinese else "End", *ring)]


def _drawn(each: Activity, box: Box, middle: Point, most: int, look: Look) -> str:
    shade = min(SHADES - 1, int(SHADES * sqrt(each.count / most) * 0.999))
    names = _name(each, look)
    top = middle.y - box.height / 2 + 8 + 12.5
    parts = [shapes.box(middle, box.width, box.height, shade)]
    for place, line in enumerate(names):
        parts.append(shapes.text(line, Point(middle.x, top + place * shapes.LINE_HEIGHT), of="name"))
    parts.append(shapes.text(_often(each, look), Point(middle.x, top + len(names) * shapes.LINE_HEIGHT)))
    again = f"，{each.repeated:,} 张重复" if look.chinese else f", {each.repeated:,} of them more than once"
    told = f"{' '.join(names)}: {_often(each, look)}{again if each.repeated else ''}"
    return shapes.group(told, *parts)
