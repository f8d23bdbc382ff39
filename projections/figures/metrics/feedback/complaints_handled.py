"""投诉按时办结率: complaints handled in time."""

from decimal import Decimal
from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.complaints import HandledInTime
from projections.figures.valuing import rounded, share
from projections.sql.rows import Row


def _each(row: Row) -> Decimal:
    """The minutes until it was handled; -1 where it was not."""
    if row["handled"] is None:
        return Decimal(-1)
    return rounded((row["handled"] - row["raised"]).total_seconds() / 60, 1)


METRIC: Final = Metric(
    name="complaints-handled",
    title=("投诉按时办结率", "complaints handled in time"),
    unit="share",
    source=HandledInTime("complaints-handled"),
    value=share("good"),
    each=_each,
    formula=(
        "提出后在目标时间内处理的投诉 ÷ 期内提出且已可判定的投诉",
        "complaints handled within the target's time ÷ complaints raised in the period that can be judged",
    ),
    cases=(
        "已处理的，或目标时间已过的；撤回的不算；各项的值为所用的分钟数，未处理的为 -1",
        (
            "handled, or past the target's time; a withdrawn one is none; the value of one is the minutes "
            "that it took, -1 where it was not handled"
        ),
    ),
    origin="R42",
    shown_by=("channel",),
    goal="complaints-handled",
)
