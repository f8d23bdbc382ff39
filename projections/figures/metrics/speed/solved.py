"""按时解决率: solved in time."""

from decimal import Decimal
from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.spreads import InTime
from projections.figures.valuing import minutes, share
from projections.sql.rows import Row


def _each(row: Row) -> Decimal:
    """The minutes that it took; -1 where it did not come."""
    return minutes("solving_ms")(row) if row["solving_ms"] is not None else Decimal(-1)


METRIC: Final = Metric(
    name="solved",
    title=("按时解决率", "solved in time"),
    unit="share",
    source=InTime("first_response", "solved"),
    value=share("good"),
    each=_each,
    formula=(
        "首次响应后在目标时间内解决的工单 ÷ 期内首次响应且已可判定的工单",
        (
            "tickets first solved within the target's time of the first response ÷ tickets first answered in "
            "the period that can be judged"
        ),
    ),
    cases=(
        "已解决的，或目标时间已过的；尚有时间的不判定；各单的值为所用的分钟数，未解决的为 -1",
        (
            "solved, or past the target's time; one that still has time is not judged; the value of one "
            "ticket is the minutes that it took, -1 where it was not solved"
        ),
    ),
    origin="R42",
    shown_by=("severity",),
    moments=("first_response", "first_solved"),
    goal="solved",
)
