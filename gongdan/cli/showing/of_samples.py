"""What the facts of auditors' samples are called."""

from typing import Final

from domain.wording import Words

FIELDS: Final[Words] = {
    "first_day": ("起始日", "from"),
    "last_day": ("截止日", "to"),
    "audit-sample-drawn.size": ("抽取件数", "asked for"),
    "seed": ("种子", "seed"),
    "audit-sample-drawn.of": ("总体件数", "out of"),
    "through": ("日志位置", "log position"),
    "tickets": ("工单", "tickets"),
}
