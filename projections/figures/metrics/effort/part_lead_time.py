"""备件平均周期: mean spare-part lead time."""

from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.parts import WAITED, Received
from projections.figures.valuing import mean_minutes, minutes

METRIC: Final = Metric(
    name="part-lead-time",
    title=("备件平均周期", "mean spare-part lead time"),
    unit="minutes",
    source=Received(),
    value=mean_minutes(WAITED),
    each=minutes(WAITED),
    formula=(
        "从申请备件到签收的分钟数的平均",
        "mean of the minutes from a part's request to its receipt",
    ),
    cases=(
        "期内签收的备件，不论其工单是否已解决；多次签收的以第一次为准；未签收的不算，申请之前签收的为 0",
        (
            "parts received in the period, of whatever tickets, solved or not; of several receipts the first counts; "
            "one not received is none; 0 where the two are in the wrong order"
        ),
    ),
    origin="R23, R41",
    shown_by=("model",),
    events=frozenset({"part-requested", "part-received"}),
)
