"""重新处理次数: reopenings."""

from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.cohorts import OfDay
from projections.figures.valuing import number, total

METRIC: Final = Metric(
    name="reopenings",
    title=("重新处理次数", "reopenings"),
    unit="count",
    source=OfDay("first_solved", ("setbacks",)),
    value=total("setbacks"),
    each=number("setbacks"),
    formula=(
        "期内首次解决的工单被退回的次数之和",
        "how often tickets first solved in the period came back",
    ),
    cases=(
        "同时发生的不认可与重新处理算一次",
        "a rejection and the reopening that follows from it are one",
    ),
    origin="R32",
    shown_by=("product", "engineer"),
    moments=("first_solved",),
    events=frozenset({"resolution-rejected", "objection-raised", "ticket-reopened"}),
)
