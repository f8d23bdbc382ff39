"""解决时间中位数: median resolution time."""

from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.spreads import Spread
from projections.figures.valuing import minutes, percentile_minutes

METRIC: Final = Metric(
    name="resolution-median",
    title=("解决时间中位数", "median resolution time"),
    unit="minutes",
    source=Spread("first_solved", "resolution_ms"),
    value=percentile_minutes(0.5),
    each=minutes("resolution_ms"),
    formula=(
        "从受理到首次解决的分钟数的中位数；位置在两个值之间的按比例取",
        ("median of the minutes from the report to the first solution; in proportion where it lies between two values"),
    ),
    cases=(
        "与平均解决时间相同",
        "as those of the mean resolution time",
    ),
    origin="R41; Hyndman & Fan, The American Statistician, 1996, type 7",
    shown_by=("severity",),
    moments=("reported", "first_solved"),
)
