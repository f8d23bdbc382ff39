"""Quality inspections over HTTP and on the command line, with an example of each action."""

from typing import Final

from api.matters.offered import Example, Offered
from domain.matters.inspections.decide import INSPECTION

_NOUNS: Final = {
    "score": "score",
    "answer-finding": "answer",
    "accept-answer": "acceptance",
    "uphold-finding": "upholding",
    "close-inspection": "closing",
    "drop-inspection": "dropping",
}
_SCORES: Final = [
    {"item": "response", "points": 90},
    {"item": "diagnosis", "points": 60, "words": "未查报警代码"},
    {"item": "attitude", "points": 4},
    {"item": "record", "points": 50, "words": "处理过程未记录"},
    {"item": "outcome", "points": 4},
]
_EXAMPLES: Final[dict[str, Example]] = {
    "sample": {"ticket": "202405-00123", "form": "service", "about": "a-001", "reason": "每月随机抽检"},
    "score": {"scores": _SCORES, "words": "须补记录"},
    "answer-finding": {"agrees": True, "words": "记录已补，今后当日完成"},
    "accept-answer": {"words": "现场无网络，次日补录，属实"},
    "uphold-finding": {"measure": "参加记录规范培训"},
    "close-inspection": {},
    "drop-inspection": {"reason": "工单已合并"},
}

INSPECTIONS: Final = Offered(INSPECTION, "inspections", "sample", _NOUNS, _EXAMPLES)
