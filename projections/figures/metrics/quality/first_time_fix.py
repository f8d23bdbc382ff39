"""一次性解决率: first-time fix."""

from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.cohorts import OfDay
from projections.figures.valuing import number, share

METRIC: Final = Metric(
    name="first-time-fix",
    title=("一次性解决率", "first-time fix"),
    unit="share",
    source=OfDay("first_solved", ("lasting",)),
    value=share("lasting"),
    each=number("lasting"),
    formula=(
        "解决后再未退回的工单 ÷ 期内首次解决的工单",
        "tickets that never came back after a solution ÷ tickets first solved in the period",
    ),
    cases=(
        "退回指客户不认可、提出异议或重新处理；以现在所知为准，后来退回的会降低过去的数字",
        (
            "came back: rejected, objected to or reopened; as is known now, so that one that comes back "
            "later lowers a past figure"
        ),
    ),
    origin="R41",
    shown_by=("product", "engineer"),
    moments=("first_solved",),
    events=frozenset({"resolution-rejected", "objection-raised", "ticket-reopened"}),
    goal="first-time-fix",
)
