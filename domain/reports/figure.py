"""A figure of a report: what was measured, of whom or what, the value, and over how many cases."""

from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import Field, PlainSerializer

from domain.record.event import Label, Part
from domain.wording import Words

Measure = Literal[
    "tickets",
    "first-response",
    "resolution",
    "responded",
    "solved",
    "first-time-fix",
    "satisfaction",
    "score",
    "low-scores",
    "nps",
    "compliance",
    "complaints",
    "complaints-handled",
    "failure",
    "repair-return",
    "part-lead-time",
    "work",
]
By = Literal[
    "kind",
    "fault-type",
    "channel",
    "severity",
    "product",
    "model",
    "batch",
    "region",
    "engineer",
    "question",
    "cause",
    "clock",
    "month",
]

MEASURES: Final[Words] = {
    "tickets": ("工单数", "tickets"),
    "first-response": ("平均首次响应时间", "mean first-response time"),
    "resolution": ("平均解决时间", "mean resolution time"),
    "responded": ("按时响应率", "responded in time"),
    "solved": ("按时解决率", "solved in time"),
    "first-time-fix": ("一次性解决率", "first-time fix"),
    "satisfaction": ("客户满意度", "satisfaction"),
    "score": ("平均评分", "mean score"),
    "low-scores": ("低分原因", "causes of low scores"),
    "nps": ("净推荐值 NPS", "NPS"),
    "compliance": ("时限达成率", "clocks met"),
    "complaints": ("投诉率", "complaint rate"),
    "complaints-handled": ("投诉按时办结率", "complaints handled in time"),
    "failure": ("故障率", "failure rate"),
    "repair-return": ("返修率", "repair-return rate"),
    "part-lead-time": ("备件平均周期", "mean spare-part lead time"),
    "work": ("处理工时", "working time"),
}

BY: Final[Words] = {
    "kind": ("诉求类型", "kind"),
    "fault-type": ("故障类型", "fault type"),
    "channel": ("渠道", "channel"),
    "severity": ("分级", "severity"),
    "product": ("产品", "product"),
    "model": ("型号", "model"),
    "batch": ("批次", "batch"),
    "region": ("地区", "region"),
    "engineer": ("工程师", "engineer"),
    "question": ("问题", "question"),
    "cause": ("原因", "cause"),
    "clock": ("时限", "clock"),
    "month": ("月份", "month"),
}
"""What a figure is broken down by."""

UNITS: Final[dict[str, str]] = {
    **dict.fromkeys(("tickets", "low-scores"), "count"),
    **dict.fromkeys(("first-response", "resolution", "part-lead-time", "work"), "minutes"),
    "score": "score",
    "nps": "points",
}
"""Of each measure; the others are shares from 0 to 1."""


Amount = Annotated[
    Decimal,
    Field(max_digits=17, decimal_places=4),
    PlainSerializer(lambda amount: f"{amount:.4f}", return_type=str, when_used="json"),
]
"""A measured number, stored as text, always with four decimals: ``0.9127``, ``-4.2000``."""


class Figure(Part):
    """``value`` is None where nothing is known, as a rate against unknown sales; ``base`` is what it was counted over.

    ``of`` is the member of what it is broken down by: a channel's code, a model, an engineer's number; where that has
    two parts, as a clock and a severity, they stand with `` / `` between them. ``met``: whether the target was, by the
    number before it was rounded; None where there is no target, or nothing to compare, and in reports of before.
    """

    measure: Measure
    by: By | None = None
    of: Label | None = None
    value: Amount | None = None
    base: Annotated[int, Field(ge=0)]
    target: Amount | None = None
    met: bool | None = None
