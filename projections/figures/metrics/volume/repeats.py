"""重复报修率: repeat reports."""

from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.cohorts import OfDay
from projections.figures.valuing import number, share

METRIC: Final = Metric(
    name="repeats",
    title=("重复报修率", "repeat reports"),
    unit="share",
    source=OfDay("reported", ("repeats",)),
    value=share("repeats"),
    each=number("repeats"),
    formula=(
        "关联为同一故障再次报修的工单 ÷ 期内受理的工单",
        "tickets linked as the same fault again ÷ tickets reported in the period",
    ),
    cases=(
        "互相关联的两张工单中，后报的那张算",
        "of two tickets that are linked so, the later one counts",
    ),
    origin="R8",
    shown_by=("model",),
    moments=("reported",),
    events=frozenset({"ticket-linked"}),
)
