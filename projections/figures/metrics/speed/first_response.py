"""平均首次响应时间: mean first-response time."""

from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.cohorts import OfDay
from projections.figures.valuing import mean_minutes, minutes

METRIC: Final = Metric(
    name="first-response",
    title=("平均首次响应时间", "mean first-response time"),
    unit="minutes",
    source=OfDay("first_response", ("response_ms",)),
    value=mean_minutes("response_ms"),
    each=minutes("response_ms"),
    formula=(
        "从受理到首次响应的分钟数的平均",
        "mean of the minutes from the report to the first response",
    ),
    cases=(
        "期内首次响应的工单；导入而没有首次响应的，以首个处理迹象（接单、联系客户、解决）代替；先后颠倒的为 0",
        (
            "tickets first answered in the period; of imported ones without a first response, the first sign "
            "of work (accepted, contacted, solved) stands for it; 0 where the two are in the wrong order"
        ),
    ),
    origin="R41",
    shown_by=("severity", "channel", "engineer"),
    moments=("reported", "first_response"),
)
