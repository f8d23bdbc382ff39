"""工单数: tickets."""

from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.cohorts import OfDay
from projections.figures.valuing import count, one

METRIC: Final = Metric(
    name="tickets",
    title=("工单数", "tickets"),
    unit="count",
    source=OfDay("reported"),
    value=count,
    each=one,
    formula=(
        "期内受理的工单的数量；各组的占比为该组数量 ÷ 全部数量",
        "number of tickets reported in the period; the share of a group is its number ÷ that of all",
    ),
    cases=(
        "合并、重复、无效的工单不算；导入的算；补登的按实际受理时间",
        (
            "merged, duplicate and invalid tickets are none; imported ones count; a back-dated one at the "
            "time it was really reported"
        ),
    ),
    origin="R41",
    shown_by=("kind", "fault-type", "severity", "channel", "product", "region"),
    moments=("reported",),
    of_whole=True,
)
