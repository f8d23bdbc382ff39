"""The words of reports."""

from typing import Final

from domain.reports.figure import BY, MEASURES
from domain.wording import Words

_IT: Final = "report-published"

FIELDS: Final[Words] = {
    f"{_IT}.period": ("期间", "period"),
    f"{_IT}.span": ("周期", "span"),
    f"{_IT}.edition": ("版次", "edition"),
    f"{_IT}.through": ("统计至", "counted through"),
    f"{_IT}.figures": ("数字", "figures"),
    f"{_IT}.measure": ("指标", "measure"),
    f"{_IT}.by": ("细分", "by"),
    f"{_IT}.of": ("对象", "of"),
    f"{_IT}.value": ("数值", "value"),
    f"{_IT}.base": ("样本数", "cases"),
    f"{_IT}.target": ("目标", "target"),
    f"{_IT}.flagged": ("超标型号", "models flagged"),
    f"{_IT}.improvements": ("改进措施", "improvements"),
    f"{_IT}.left_out": ("未列入的数字", "figures left out"),
}
CODES: Final[dict[str, Words]] = {
    f"{_IT}.span": {"month": ("月", "month"), "quarter": ("季度", "quarter")},
    f"{_IT}.measure": MEASURES,
    f"{_IT}.by": BY,
}
