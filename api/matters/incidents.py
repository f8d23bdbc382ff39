"""Incidents over HTTP and on the command line, with an example of each action."""

from typing import Final

from api.matters.offered import Example, Offered
from domain.matters.incidents.decide import INCIDENT

_NOUNS: Final = {
    "repeat-signal": "signal",
    "confirm-alarm": "confirmation",
    "dismiss-alarm": "dismissal",
    "call-response-team": "team",
    "take-measure": "measure",
    "inform-customers": "notice",
    "restore-service": "recovery",
    "review-incident": "review",
    "close-incident": "closing",
}
_EXAMPLES: Final[dict[str, Example]] = {
    "raise-alarm": {
        "signal": "ticket-spike",
        "product": "智能空调",
        "region": "上海",
        "observed": 46,
        "usual": 8,
        "minutes": 60,
        "words": "一小时内四十六张断电工单",
    },
    "repeat-signal": {"observed": 71, "usual": 8, "minutes": 60, "words": "又一小时，工单仍在增加"},
    "confirm-alarm": {"reason": "均为同一批次，属实"},
    "dismiss-alarm": {"reason": "重复导入所致"},
    "call-response-team": {
        "team": [{"staff": "r-001", "duty": "lead"}, {"staff": "r-002", "duty": "technical"}],
        "note": "十点电话会议",
    },
    "take-measure": {"what": "停止该批次发货", "staff": "r-002", "at": "2024-05-12T10:30:00+08:00"},
    "inform-customers": {"channel": "sms", "words": "请暂时断电停用，我们将上门检查", "customers": 46},
    "restore-service": {"at": "2024-05-13T18:00:00+08:00", "words": "全部更换电源板"},
    "review-incident": {
        "cause": "电源板批次缺陷",
        "lessons": "来料须抽检",
        "improvement": "GJ202405-00001",
    },
    "close-incident": {},
}

INCIDENTS: Final = Offered(INCIDENT, "incidents", "raise", _NOUNS, _EXAMPLES)
