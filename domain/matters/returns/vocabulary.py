"""The closed word lists of returns and exchanges."""

from typing import Final, Literal

from domain.matters.matter import Word

Wanted = Literal["refund", "exchange"]
Voucher = Literal["invoice", "receipt", "order", "warranty-card", "none"]
Condition = Literal["unopened", "opened", "used", "damaged"]
Ground = Literal["within-period", "defect", "goodwill"]
"""Why goods are taken back: in the time for it, for a defect that is likely, or to be obliging."""
Finding = Literal["quality-defect", "no-defect", "damaged-in-use", "damaged-in-transit", "incomplete"]
Settlement = Literal["refund", "exchange", "repair", "send-back"]
Step = Literal["reviewed", "received", "inspected", "settled", "carried-out"]
"""What the customer is told of."""

STEPS: Final[dict[Step, Word]] = {
    "reviewed": Word("审核", "review"),
    "received": Word("收货", "receipt"),
    "inspected": Word("质检", "inspection"),
    "settled": Word("商定", "settlement"),
    "carried-out": Word("办理", "carrying out"),
}

STATUSES: Final = {
    "requested": Word("已申请", "requested"),
    "approved": Word("已同意退回", "approved"),
    "received": Word("已收货", "received"),
    "inspected": Word("已质检", "inspected"),
    "settled": Word("已商定", "settled"),
    "carried-out": Word("已办理", "carried out"),
    "completed": Word("已完成", "completed"),
    "refused": Word("未同意，待告知客户", "refused, the customer to be told"),
    "refusal-told": Word("未同意，已告知客户", "refused, and the customer told"),
    "withdrawn": Word("已撤回", "withdrawn"),
    "ended": Word("已终止", "ended unfinished"),
}
ENDED: Final = frozenset({"completed", "refusal-told", "withdrawn", "ended"})
"""A refusal is over once the customer was told of it (R35)."""
