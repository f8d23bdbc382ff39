"""低分: low scores."""

from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.cohorts import Lows
from projections.figures.valuing import count, one

METRIC: Final = Metric(
    name="low-scores",
    title=("低分", "low scores"),
    unit="count",
    source=Lows(),
    value=count,
    each=one,
    formula=(
        "有低分的调查的数量；按回电查明的原因",
        "number of surveys with a low score; by the cause that a call-back found",
    ),
    cases=(
        "期内最后一次答复的调查；尚未回电的没有原因，只计入总数",
        (
            "surveys last answered in the period; one that nobody called back about has no cause and is in "
            "the total only"
        ),
    ),
    origin="R41",
    by=("cause",),
    shown_by=("cause",),
    moments=("answered",),
    events=frozenset({"callback-made"}),
    of_whole=True,
)
