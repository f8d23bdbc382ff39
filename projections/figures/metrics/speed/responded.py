"""按时响应率: responded in time."""

from decimal import Decimal
from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.spreads import InTime
from projections.figures.valuing import minutes, share
from projections.sql.rows import Row


def _each(row: Row) -> Decimal:
    """The minutes that it took; -1 where it did not come."""
    return minutes("response_ms")(row) if row["response_ms"] is not None else Decimal(-1)


METRIC: Final = Metric(
    name="responded",
    title=("按时响应率", "responded in time"),
    unit="share",
    source=InTime("reported", "responded"),
    value=share("good"),
    each=_each,
    formula=(
        "受理后在目标时间内首次响应的工单 ÷ 期内受理且已可判定的工单",
        (
            "tickets first answered within the target's time of the report ÷ tickets reported in the period "
            "that can be judged"
        ),
    ),
    cases=(
        "已响应的，或目标时间已过的；尚有时间的不判定；各单的值为所用的分钟数，未响应的为 -1",
        (
            "answered, or past the target's time; one that still has time is not judged; the value of one "
            "ticket is the minutes that it took, -1 where it was not answered"
        ),
    ),
    origin="R42",
    shown_by=("severity",),
    moments=("reported", "first_response"),
    goal="responded",
)
