"""The closed word lists of periodic care."""

from typing import Final, Literal

from domain.matters.matter import Word

CareKind = Literal["return-visit", "maintenance", "survey", "record-review"]
"""回访, 预防性维护, 定期调查, 档案复核."""
Outcome = Literal["done", "not-reached", "declined"]

STATUSES: Final = {
    "planned": Word("已计划", "planned"),
    "under-way": Word("进行中", "under way"),
    "ended": Word("已结束", "ended"),
}
ENDED: Final = frozenset({"ended"})
