"""故障率: failure rate."""

from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.units import PerUnit
from projections.figures.valuing import one, share

METRIC: Final = Metric(
    name="failure",
    title=("故障率", "failure rate"),
    unit="share",
    source=PerUnit("faults"),
    value=share("faults"),
    each=one,
    formula=(
        "期末前受理的故障 ÷ 期末前售出的台数",
        "faults reported before the period's end ÷ units sold until then",
    ),
    cases=(
        (
            "查明为操作问题的不算；每次报修都算，同一台再次报修也算；销量按已结束的月份；没有销量的型号为不详；"
            "总数只含有销量的型号"
        ),
        (
            "not those found to be of operation; each report counts, also of a unit that was reported before; units "
            "of the months over by then; unknown for a model without units on record; the total is of the models "
            "with units"
        ),
    ),
    origin="R41, R42",
    by=("model", "batch"),
    shown_by=("model",),
    moments=("reported",),
    events=frozenset({"fault-diagnosed"}),
    goal="failure",
)
