"""客户满意度: satisfaction."""

from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.cohorts import OfDay
from projections.figures.valuing import number, share

METRIC: Final = Metric(
    name="satisfaction",
    title=("客户满意度", "satisfaction"),
    unit="share",
    source=OfDay("answered", ("content",)),
    value=share("content"),
    each=number("content"),
    formula=(
        "没有低分的调查 ÷ 期内答复的调查",
        "surveys without a low score ÷ surveys answered in the period",
    ),
    cases=(
        "每单以最后一次答复为准；低分由政策包界定",
        "of each ticket the last that was answered; the pack says which scores are low",
    ),
    origin="R42",
    shown_by=("engineer", "channel"),
    moments=("answered",),
    goal="satisfaction",
)
