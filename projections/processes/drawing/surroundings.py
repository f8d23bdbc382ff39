"""What stands around the picture: its title and figures above, and below how it is to be read and what is left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from projections.processes.drawing import shapes
from projections.processes.drawing.layout import Point
from projections.processes.drawing.text import lasting, share, width
from projections.processes.drawing.ways import Look
from projections.processes.mapping.map import BOTTLENECK, Path, ProcessMap
from projections.processes.mapping.simplifying import LeftOut
from projections.processes.words import title

HEAD: Final = 100.0
FOOT: Final = 84.0
_SIZE: Final = 12.0
_MOST_TAKEN: Final = 5


@dataclass(frozen=True, slots=True)
class Told:
    """Its sentences, in the reader's language."""

    shown: ProcessMap
    left_out: LeftOut
    look: Look

    @property
    def chinese(self) -> bool:
        return self.look.chinese

    @property
    def title(self) -> str:
        return self._say("流程图", "Process map")

    @property
    def counted(self) -> str:
        """Of how much it is drawn."""
        shown = self.shown
        if not shown.tickets:
            return self._say(
                "没有符合条件的工单：请放宽筛选，或先登记、导入工单。",
                "No ticket fits: ask for more, or take in or import tickets first.",
            )
        return self._say(
            f"{shown.tickets:,} 张工单 · {shown.events:,} 个步骤 · {shown.variants:,} 种走法",
            f"{shown.tickets:,} tickets · {shown.events:,} steps · {shown.variants:,} variants",
        )

    @property
    def reported(self) -> str:
        """Of when, where that was asked for."""
        since, until = (_shown(at) for at in (self.look.since, self.look.until))
        parts = (
            self._say(f"{since} 起", f"from {since}") if since else "",
            self._say(f"{until} 以前", f"before {until}") if until else "",
        )
        told = self._say("、", ", ").join(filter(None, parts))
        return self._say(f"反馈于 {told}", f"Reported {told}") if told else ""

    @property
    def lasted(self) -> str:
        """How long tickets took, and in how many something was done twice."""
        whole, rework = self.shown.duration, self.shown.rework
        if whole is None:
            return ""
        median, p90 = (lasting(each, chinese=self.chinese) for each in (whole.median, whole.p90))
        return self._say(
            f"历时中位 {median}，90 分位 {p90} · 有重复步骤的工单 {share(rework.share)}",
            f"Duration: median {median}, 90th percentile {p90} · {share(rework.share)} of tickets repeat a step",
        )

    @property
    def read_so(self) -> str:
        return self._say(
            "线上：次数 · 等待时间的中位数。线越粗、框越深，越常发生。",
            "On a line: how often · median wait. Thicker lines and fuller boxes: more often.",
        )

    @property
    def slow(self) -> str:
        least = share(BOTTLENECK)
        return self._say(
            f"瓶颈：至少占全部等待时间的 {least}（线上为其占比）。",
            f"Bottleneck: at least {least} of all waiting is spent there (its share is on the line).",
        )

    @property
    def missing(self) -> str:
        left = self.left_out
        if not left.paths:
            return self._say("全部路径均已画出。", "Every path is shown.")
        return self._say(
            f"未画出：{left.activities:,} 个步骤、{left.paths:,} 条较少走的路径，占全部流转的 {share(left.share)}。",
            f"Not shown: {left.activities:,} activities, {left.paths:,} rare paths, {share(left.share)} of all moves.",
        )

    @property
    def described(self) -> str:
        """The whole in words, for who can't see it."""
        ways = self._say("；", "; ").join(map(self._way, self.shown.paths[:_MOST_TAKEN]))
        often = self._say(f"最常走的路径：{ways}。", f"The most frequent paths: {ways}.") if ways else ""
        return " ".join(filter(None, (self.counted, self.reported, self.lasted, often, self.missing)))

    @property
    def wide(self) -> float:
        """What the longest line needs."""
        lines = (self.counted, self.reported, self.lasted, self.read_so, self.slow, self.missing)
        return max(width(line, _SIZE) for line in lines)

    def _way(self, path: Path) -> str:
        source, target = (title(name, self.look.level, chinese=self.chinese) for name in (path.source, path.target))
        return f"{source} → {target} {path.wait.count:,}"

    def _say(self, zh: str, en: str) -> str:
        return zh if self.chinese else en


def _shown(at: datetime | None) -> str:
    """A day alone where it is its beginning."""
    if at is None:
        return ""
    return f"{at:%Y-%m-%d}" if at.time() == time() else f"{at:%Y-%m-%d %H:%M}"


def head(told: Told, at: Point) -> Iterator[str]:
    yield shapes.text(told.title, Point(at.x, at.y + 12), of="title", anchor="start")
    lines = ((told.counted, ""), (told.reported, ""), (told.lasted, "faint"))
    for place, (line, kind) in enumerate((line, kind) for line, kind in lines if line):
        yield shapes.text(line, Point(at.x, at.y + 36 + 18 * place), of=kind, anchor="start")


def foot(told: Told, at: Point) -> Iterator[str]:
    yield shapes.text(told.read_so, Point(at.x, at.y + 14), of="faint", anchor="start")
    if told.shown.bottlenecks:
        yield shapes.text(told.slow, Point(at.x, at.y + 32), of="slow", anchor="start")
    yield shapes.text(told.missing, Point(at.x, at.y + 50), of="faint", anchor="start")
