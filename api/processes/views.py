"""What is answered of a process map: times in seconds, shares from 0 to 1, the reader's own words beside codes."""

from pydantic import BaseModel

from projections.processes.finding import Level
from projections.processes.mapping.map import Path, ProcessMap
from projections.processes.mapping.simplifying import LeftOut
from projections.processes.mapping.variants import Variant
from projections.processes.mapping.waits import Lasting
from projections.processes.words import title


class LastingView(BaseModel):
    """How long, in seconds; a median or 90th percentile may lie between two times."""

    mean: float
    median: float
    p90: float
    total: float

    @classmethod
    def of(cls, lasting: Lasting) -> "LastingView":
        return cls(mean=lasting.mean, median=lasting.median, p90=lasting.p90, total=lasting.total)


class Named(BaseModel):
    """An activity: what the log calls it, and what it is called here."""

    activity: str
    title: str


class ActivityView(Named):
    """Happened ``count`` times in ``tickets`` tickets: in ``starts`` first, in ``ends`` last, in ``repeated`` again."""

    count: int
    tickets: int
    starts: int
    ends: int
    repeated: int


class PathView(BaseModel):
    """From one activity straight to the next; ``share`` of all waiting there is. A bottleneck has a tenth at least."""

    source: str
    target: str
    count: int
    tickets: int
    wait: LastingView
    share: float
    bottleneck: bool

    @classmethod
    def of(cls, path: Path) -> "PathView":
        return cls(
            source=path.source,
            target=path.target,
            count=path.wait.count,
            tickets=path.tickets,
            wait=LastingView.of(path.wait),
            share=path.share,
            bottleneck=path.bottleneck,
        )


class LoopView(Named):
    """Done again at once, so often."""

    count: int


class ReworkView(BaseModel):
    """Tickets in which anything was done more than once, and what was done again at once."""

    tickets: int
    share: float
    loops: list[LoopView]


class LeftOutView(BaseModel):
    """What is not among the paths and activities answered; ``share`` is of all moves."""

    activities: int
    paths: int
    moves: int
    share: float


class MapView(BaseModel):
    """``duration`` is from the first to the last activity of a ticket, null where there is none."""

    level: Level
    tickets: int
    events: int
    variants: int
    duration: LastingView | None
    activities: list[ActivityView]
    paths: list[PathView]
    bottlenecks: list[PathView]
    rework: ReworkView
    left_out: LeftOutView

    @classmethod
    def of(cls, shown: ProcessMap, left_out: LeftOut, level: Level, *, chinese: bool) -> "MapView":
        def named(activity: str) -> str:
            return title(activity, level, chinese=chinese)

        loops = [LoopView(activity=name, title=named(name), count=count) for name, count in shown.rework.loops]
        return cls(
            level=level,
            tickets=shown.tickets,
            events=shown.events,
            variants=shown.variants,
            duration=LastingView.of(shown.duration) if shown.duration else None,
            activities=[
                ActivityView(
                    activity=each.name,
                    title=named(each.name),
                    count=each.count,
                    tickets=each.tickets,
                    starts=each.starts,
                    ends=each.ends,
                    repeated=each.repeated,
                )
                for each in shown.activities
            ],
            paths=[PathView.of(path) for path in shown.paths],
            bottlenecks=[PathView.of(path) for path in shown.bottlenecks],
            rework=ReworkView(tickets=shown.rework.tickets, share=shown.rework.share, loops=loops),
            left_out=LeftOutView(
                activities=left_out.activities, paths=left_out.paths, moves=left_out.moves, share=left_out.share
            ),
        )


class VariantView(BaseModel):
    """One way that tickets went; ``covered`` of them went so or in a more frequent one. ``examples`` are numbers."""

    variant: str
    steps: list[Named]
    tickets: int
    share: float
    covered: float
    duration: LastingView
    examples: list[str]

    @classmethod
    def of(cls, variant: Variant, level: Level, *, chinese: bool) -> "VariantView":
        return cls(
            variant=variant.digest,
            steps=[Named(activity=name, title=title(name, level, chinese=chinese)) for name in variant.activities],
            tickets=variant.tickets,
            share=variant.share,
            covered=variant.covered,
            duration=LastingView.of(variant.duration),
            examples=list(variant.examples),
        )


class VariantList(BaseModel):
    """The most frequent first; ``count`` is of all variants, ``tickets`` of all tickets."""

    items: list[VariantView]
    count: int
    tickets: int
