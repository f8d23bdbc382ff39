"""投诉率: complaint rate."""

from typing import Final

from projections.figures.metric import CASE, Metric
from projections.figures.rows.daily import BATCH
from projections.figures.sources.complaints import PerTicket
from projections.figures.valuing import one, share

METRIC: Final = Metric(
    name="complaints",
    title=("投诉率", "complaint rate"),
    unit="share",
    source=PerTicket(),
    value=share("raised"),
    each=one,
    formula=(
        "期内提出的投诉 ÷ 期内受理的工单",
        "complaints raised in the period ÷ tickets reported in the period",
    ),
    cases=(
        (
            "撤回的投诉不算；按所涉工单分组，也算在合并、重复、无效的工单上提出的；可能大于 1；"
            "期内没有受理这样的工单则为不详"
        ),
        (
            "a withdrawn one is none; grouped as their tickets are, also those about merged, duplicate and invalid "
            "ones; may be above 1; unknown where no such ticket was reported in the period"
        ),
    ),
    origin="R41",
    by=(*CASE, BATCH),
    shown_by=("product", "model", "channel"),
)
