"""净推荐值 NPS: NPS."""

from typing import Final

from projections.figures.metric import Metric
from projections.figures.sources.cohorts import OfDay
from projections.figures.valuing import number, points

METRIC: Final = Metric(
    name="nps",
    title=("净推荐值 NPS", "NPS"),
    unit="points",
    source=OfDay("answered", ("recommending", "points"), some="recommending"),
    value=points("points", "recommending"),
    each=number("points"),
    formula=(
        "9、10 分者的百分比 − 0 至 6 分者的百分比",
        "percentage of 9 and 10 less percentage of 0 to 6",
    ),
    cases=(
        "期内最后一次答复、且说明推荐意愿的调查；各单的值为 1、0 或 -1",
        "surveys last answered in the period in which it was said how likely; the value of one is 1, 0 or -1",
    ),
    origin="R41; Reichheld, Harvard Business Review, December 2003",
    shown_by=("channel",),
    moments=("answered",),
    over="recommending",
)
