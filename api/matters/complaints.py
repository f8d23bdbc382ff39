"""Complaints over HTTP and on the command line, with an example of each action."""

from typing import Final

from api.matters.offered import Example, Offered
from domain.matters.complaints.decide import COMPLAINT

_NOUNS: Final = {
    "contact-complainant": "contact",
    "answer-complaint": "answer",
    "assess-complaint": "assessment",
    "give-complaint": "assignment",
    "handle-complaint": "handling",
    "answer-complaint-survey": "survey",
    "link-complaint-improvement": "improvement",
    "close-complaint": "closing",
    "withdraw-complaint": "withdrawal",
}
_FILE: Final = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_EXAMPLES: Final[dict[str, Example]] = {
    "raise-complaint": {
        "ticket": "202405-00123",
        "categories": ["timeliness", "attitude"],
        "staff": ["e-003"],
        "words": "约好两点上门，四点才到，态度也不好",
    },
    "contact-complainant": {"channel": "phone", "note": "已致电，客户愿意等答复"},
    "answer-complaint": {
        "channel": "phone",
        "apology": "让您久等，非常抱歉",
        "facts": "工程师前一单超时，未通知改约",
    },
    "assess-complaint": {"weight": "complex", "severity": "serious", "reason": "涉及两个班组的排班"},
    "give-complaint": {"staff": "h-001", "note": "请核对当天排班"},
    "handle-complaint": {
        "cause": "process",
        "words": "前一单延误没有触发改约通知",
        "measures": "延误超过三十分钟即电话改约",
        "remedy": "免上门费，赠送一次清洗",
    },
    "answer-complaint-survey": {"score": 5, "comment": "处理得快", "given": "phone", "evidence": _FILE},
    "link-complaint-improvement": {"improvement": "GJ202405-00001"},
    "close-complaint": {"closed_as": "unanswered", "reason": "三次联系均无人接听"},
    "withdraw-complaint": {"reason": "客户表示已谅解", "given": "message", "evidence": _FILE},
}

COMPLAINTS: Final = Offered(COMPLAINT, "complaints", "raise", _NOUNS, _EXAMPLES)
