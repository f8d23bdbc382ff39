"""返修率: repair-return rate."""

from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.units import PerUnit
from projections.figures.valuing import one, share

METRIC: Final = Metric(
    name="repair-return",
    title=("返修率", "repair-return rate"),
    unit="share",
    source=PerUnit("repairs"),
    value=share("repairs"),
    each=one,
    formula=(
        "期末前受理、且对产品做过维修、更换或调整的故障 ÷ 期末前售出的台数",
        (
            "faults reported before the period's end whose product was repaired, replaced or adjusted ÷ "
            "units sold until then"
        ),
    ),
    cases=(
        "与故障率相同：一台产品修三次，算三次",
        "as those of the failure rate: a unit that is repaired three times counts three times",
    ),
    origin="R41, R42",
    by=("model", "batch"),
    shown_by=("model",),
    moments=("reported",),
    events=frozenset({"work-logged"}),
    goal="repair-return",
)
