"""备件周期中位数: median spare-part lead time."""

from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.parts import WAITED, Waits
from projections.figures.valuing import minutes, percentile_minutes

METRIC: Final = Metric(
    name="part-lead-time-median",
    title=("备件周期中位数", "median spare-part lead time"),
    unit="minutes",
    source=Waits(),
    value=percentile_minutes(0.5),
    each=minutes(WAITED),
    formula=(
        "从申请备件到签收的分钟数的中位数；位置在两个值之间的按比例取",
        ("median of the minutes from a part's request to its receipt; in proportion where it lies between two values"),
    ),
    cases=(
        "与备件平均周期相同",
        "as those of the mean spare-part lead time",
    ),
    origin="R23, R41; Hyndman & Fan, The American Statistician, 1996, type 7",
    events=frozenset({"part-requested", "part-received"}),
)
