"""解决数: tickets solved."""

from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.cohorts import OfDay
from projections.figures.valuing import count, one

METRIC: Final = Metric(
    name="solutions",
    title=("解决数", "tickets solved"),
    unit="count",
    source=OfDay("first_solved"),
    value=count,
    each=one,
    formula=(
        "期内首次解决的工单的数量",
        "number of tickets first solved in the period",
    ),
    cases=(
        "再次解决不重复计；后来退回的仍算在首次解决之日",
        (
            "a second solution of the same ticket is not counted again; one that came back stays counted on "
            "the day it was first solved"
        ),
    ),
    origin="R41",
    shown_by=("engineer", "team"),
    moments=("first_solved",),
    of_whole=True,
)
