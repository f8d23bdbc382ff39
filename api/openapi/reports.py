"""What the routes about reports and tasks answer, for the documentation."""

from typing import Any, Final

Json = dict[str, Any]

_ROW: Final[Json] = {
    "period": "2024-05",
    "span": "month",
    "edition": 1,
    "published": "2024-06-01T00:01:02.500000+08:00",
    "published_by": "gongdan",
    "due": "2024-06-06T00:00:00+08:00",
    "on_time": True,
    "flagged": 1,
    "figures": 3,
}
_FIGURES: Final[list[Json]] = [
    {"measure": "tickets", "by": None, "of": None, "value": 412.0, "base": 412, "target": None},
    {"measure": "tickets", "by": "channel", "of": "wechat", "value": 131.0, "base": 412, "target": None},
    {"measure": "satisfaction", "by": None, "of": None, "value": 0.9127, "base": 126, "target": 0.85},
]

_TASK: Final[Json] = {
    "number": "202405-00123",
    "belongs_to": "ticket",
    "task": "call-back",
    "title": "低分回电",
    "ref": "1",
    "staff": None,
    "role": "supervisor",
    "department": None,
    "since": "2024-05-02T15:00:00+08:00",
    "because": "survey-answered",
    "due": "2024-05-02T16:00:00+08:00",
    "late": False,
}

REPORTS: Final[dict[str, Any]] = {
    "list_tasks": {"items": [_TASK], "count": 1},
    "list_reports": [_ROW],
    "show_report": {**_ROW, "flagged": ["KFR-35"], "figures": _FIGURES, "left_out": 0, "improvements": []},
}
"""By operation."""
