"""Improvements over HTTP and on the command line, with an example of each action."""

from typing import Final

from api.matters.offered import Example, Offered
from domain.matters.improvements.decide import IMPROVEMENT

_NOUNS: Final = {
    "assign-improvement": "assignment",
    "report-improvement": "report",
    "follow-improvement": "following",
    "close-improvement": "closing",
    "drop-improvement": "dropping",
}
_EXAMPLES: Final[dict[str, Example]] = {
    "propose-improvement": {
        "measure": "主板批次 202403 到货即抽检",
        "origin": "complaint",
        "source": "TS202405-00007",
    },
    "assign-improvement": {"department": "product", "staff": "p-001", "due": "2030-06-30"},
    "report-improvement": {"words": "抽检标准已发布并全面执行", "percent": 100},
    "follow-improvement": {"words": "供应商整改未完，转入本季度", "due": "2030-09-30"},
    "close-improvement": {"result": "effective", "measured_by": "该型号故障率由 4.1% 降至 1.2%"},
    "drop-improvement": {"reason": "该型号已停产"},
}

IMPROVEMENTS: Final = Offered(IMPROVEMENT, "improvements", "propose", _NOUNS, _EXAMPLES)
