"""The closed word lists of meetings."""

from typing import Final, Literal

from domain.matters.matter import Word

MeetingKind = Literal["monthly-review", "quarterly-optimisation", "incident-review", "other"]

STATUSES: Final = {
    "called": Word("已召集", "called"),
    "held": Word("已召开", "held"),
    "closed": Word("已归档", "closed"),
    "cancelled": Word("已取消", "cancelled"),
}
ENDED: Final = frozenset({"closed", "cancelled"})
