"""Meetings over HTTP and on the command line, with an example of each action."""

from typing import Final

from api.matters.offered import Example, Offered
from domain.matters.meetings.decide import MEETING

_NOUNS: Final = {
    "record-meeting": "minutes",
    "record-decision": "decision",
    "correct-minutes": "minutes-correction",
    "close-meeting": "closing",
    "cancel-meeting": "cancellation",
}
_EXAMPLES: Final[dict[str, Example]] = {
    "convene-meeting": {
        "meeting": "monthly-review",
        "day": "2024-06-05",
        "start": "14:00",
        "subject": "五月售后服务评议",
        "period": "2024-05",
        "invited": ["m-001", "s-001", "q-001"],
    },
    "record-meeting": {"attendees": ["m-001", "s-001"], "minutes": "响应达标，KFR-35 B7 批次返修偏高"},
    "record-decision": {"words": "由产品部复核 B7 批次压缩机", "owner": "p-001", "due": "2024-06-30"},
    "correct-minutes": {"minutes": "响应达标，KFR-35 B6、B7 批次返修偏高", "reason": "漏记 B6 批次"},
    "close-meeting": {},
    "cancel-meeting": {"reason": "与季度会议合并"},
}

MEETINGS: Final = Offered(MEETING, "meetings", "convene", _NOUNS, _EXAMPLES)
