"""首次响应时间中位数: median first-response time."""

from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.spreads import Spread
from projections.figures.valuing import minutes, percentile_minutes

METRIC: Final = Metric(
    name="first-response-median",
    title=("首次响应时间中位数", "median first-response time"),
    unit="minutes",
    source=Spread("first_response", "response_ms"),
    value=percentile_minutes(0.5),
    each=minutes("response_ms"),
    formula=(
        "从受理到首次响应的分钟数的中位数；位置在两个值之间的按比例取",
        ("median of the minutes from the report to the first response; in proportion where it lies between two values"),
    ),
    cases=(
        "与平均首次响应时间相同",
        "as those of the mean first-response time",
    ),
    origin="R41; Hyndman & Fan, The American Statistician, 1996, type 7",
    shown_by=("severity",),
    moments=("reported", "first_response"),
)
