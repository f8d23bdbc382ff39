"""解决时间 90 百分位: resolution time, 90th percentile."""

from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.spreads import Spread
from projections.figures.valuing import minutes, percentile_minutes

METRIC: Final = Metric(
    name="resolution-p90",
    title=("解决时间 90 百分位", "resolution time, 90th percentile"),
    unit="minutes",
    source=Spread("first_solved", "resolution_ms"),
    value=percentile_minutes(0.9),
    each=minutes("resolution_ms"),
    formula=(
        "从受理到首次解决的分钟数的第 90 百分位；位置在两个值之间的按比例取",
        (
            "90th percentile of the minutes from the report to the first solution; in proportion where it "
            "lies between two values"
        ),
    ),
    cases=(
        "与平均解决时间相同",
        "as those of the mean resolution time",
    ),
    origin="R41; Hyndman & Fan, The American Statistician, 1996, type 7",
    shown_by=("severity",),
    moments=("reported", "first_solved"),
)
