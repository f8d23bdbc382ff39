"""处理工时: working time."""

from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.cohorts import OfDay
from projections.figures.valuing import number, total

METRIC: Final = Metric(
    name="work",
    title=("处理工时", "working time"),
    unit="minutes",
    source=OfDay("first_solved", ("minutes",)),
    value=total("minutes"),
    each=number("minutes"),
    formula=(
        "期内首次解决的工单上登记的工时之和",
        "sum of the minutes logged on tickets first solved in the period",
    ),
    cases=(
        "归最后负责的工程师；未登记工时的工单为 0",
        "of the engineer who had the ticket last; 0 where nobody logged any",
    ),
    origin="R41",
    shown_by=("engineer",),
    moments=("first_solved",),
    events=frozenset({"work-logged"}),
)
