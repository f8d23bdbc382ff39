"""投诉率: complaint rate."""

from typing import Final

from projections.figures.metric import Metric
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
        "撤回的投诉不算；按所涉工单分组；可能大于 1",
        "a withdrawn one is none; grouped as their tickets are; may be above 1",
    ),
    origin="R41",
    shown_by=("product", "model", "channel"),
)
