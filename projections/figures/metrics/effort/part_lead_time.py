"""备件平均周期: mean spare-part lead time."""

from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.cohorts import OfDay
from projections.figures.valuing import mean_minutes, minutes

METRIC: Final = Metric(
    name="part-lead-time",
    title=("备件平均周期", "mean spare-part lead time"),
    unit="minutes",
    source=OfDay("first_solved", ("parts", "parts_ms"), some="parts"),
    value=mean_minutes("parts_ms", "parts"),
    each=minutes("parts_ms"),
    formula=(
        "从申请备件到签收的分钟数的平均",
        "mean of the minutes from a part's request to its receipt",
    ),
    cases=(
        "期内首次解决的工单的备件；未签收的不算；各单的值为其备件之和",
        (
            "parts of tickets first solved in the period; one not received is none; the value of one ticket "
            "is the sum of its parts"
        ),
    ),
    origin="R23, R41",
    shown_by=("model",),
    moments=("first_solved",),
    events=frozenset({"part-requested", "part-received"}),
    over="parts",
)
