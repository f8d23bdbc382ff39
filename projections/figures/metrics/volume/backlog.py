"""未结工单: backlog."""

from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.backlog import Open
from projections.figures.valuing import count, one

METRIC: Final = Metric(
    name="backlog",
    title=("未结工单", "backlog"),
    unit="count",
    source=Open(),
    value=count,
    each=one,
    formula=(
        "期末前受理、到期末既未解决也未结束的工单的数量",
        "number of tickets reported before the period's end and by then neither solved nor ended",
    ),
    cases=(
        "期末未到时为现在；退回或重新处理的，从受理起一直算未结，直到再次解决",
        (
            "where the end is still to come, as of now; one that came back counts as open from its report to "
            "its next solution"
        ),
    ),
    origin="R41",
    shown_by=("severity", "team"),
    moments=("reported",),
    of_whole=True,
)
