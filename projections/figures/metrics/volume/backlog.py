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
        (
            "期末未到时为现在；退回或重新处理的，从受理起一直算未结，直到再次解决：后来的重新处理使该工单视同从未结束，"
            "因此过去某日的数量可能多于当时登记表（`register --as-of`）中未结的工单；`metrics --as-of` 按当时情况统计"
        ),
        (
            "where the end is still to come, as of now; one that came back counts as open from its report to "
            "its next solution: a later reopening counts the ticket as never over, so that a past day may have more "
            "than the register as of that moment (`register --as-of`) shows open; `metrics --as-of` counts as it stood "
            "then"
        ),
    ),
    origin="R41",
    shown_by=("severity", "team"),
    moments=("reported",),
    of_whole=True,
)
