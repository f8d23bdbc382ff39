"""时限达成率: clocks met."""

from decimal import Decimal
from typing import Final

from projections.figures.metric import CASE, Metric
from projections.figures.sources.clocks import Runs
from projections.figures.valuing import share
from projections.sql.rows import Row


def _met(row: Row) -> Decimal:
    """1 where it was met."""
    return Decimal(row["state"] == "met")


METRIC: Final = Metric(
    name="compliance",
    title=("时限达成率", "clocks met"),
    unit="share",
    source=Runs(),
    value=share("met"),
    each=_met,
    formula=(
        "达成的时限 ÷ 期内到期的时限",
        "clock runs met ÷ clock runs due in the period",
    ),
    cases=(
        (
            "达成或超时的；仍在走而已过期的算超时；等待中、终止、未知的不算，合并、重复、无效的工单的不算；"
            "分级为判定所依的分级，其余按所属工单"
        ),
        (
            "met or missed; one that still runs past its due was missed; waiting, ended and unknown ones are "
            "none, nor are those of merged, duplicate and invalid tickets; the severity is that it was judged "
            "under, all else is its ticket's"
        ),
    ),
    origin="R41",
    by=("clock", "clock-severity", *CASE),
    shown_by=("clock",),
)
