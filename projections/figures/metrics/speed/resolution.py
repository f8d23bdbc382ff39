"""平均解决时间: mean resolution time."""

from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.cohorts import OfDay
from projections.figures.valuing import mean_minutes, minutes

METRIC: Final = Metric(
    name="resolution",
    title=("平均解决时间", "mean resolution time"),
    unit="minutes",
    source=OfDay("first_solved", ("resolution_ms",)),
    value=mean_minutes("resolution_ms"),
    each=minutes("resolution_ms"),
    formula=(
        "从受理到首次解决的分钟数的平均",
        "mean of the minutes from the report to the first solution",
    ),
    cases=(
        "期内首次解决的工单；等待时间计入；先后颠倒的为 0",
        "tickets first solved in the period; waits are included; 0 where the two are in the wrong order",
    ),
    origin="R41",
    shown_by=("severity", "channel", "engineer"),
    moments=("reported", "first_solved"),
)
