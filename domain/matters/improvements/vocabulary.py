"""The closed word lists of improvements."""

from typing import Final, Literal

from domain.matters.matter import Word

Origin = Literal["complaint", "incident", "inspection", "meeting", "return", "ticket", "report", "other"]
Result = Literal["effective", "partly-effective", "not-effective"]

LETTERS: Final = {"complaint": "TS", "incident": "YJ", "inspection": "ZJ", "meeting": "HY", "return": "TH"}
"""What stands before the numbers of those that it can come from; a ticket's number has no letters."""
STATUSES: Final = {
    "proposed": Word("已提出", "proposed"),
    "assigned": Word("已指派", "assigned"),
    "in-progress": Word("进行中", "in progress"),
    "closed": Word("已完成", "closed"),
    "dropped": Word("已放弃", "dropped"),
}
ENDED: Final = frozenset({"closed", "dropped"})
