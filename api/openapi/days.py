"""Example answers about days and people: the diary of visits, and the workload."""

from typing import Any, Final

Json = dict[str, Any]

_VISIT: Final[Json] = {
    "number": "202405-00123",
    "visit": 1,
    "engineer": "e-003",
    "engineer_name": "*张工",
    "planned": "2024-05-02T14:00:00+08:00",
    "until": None,
    "promised": True,
    "state": "done",
    "arrived": "2024-05-02T14:30:00+08:00",
    "late": 30,
    "done": "2024-05-02T15:10:00+08:00",
    "moves": [
        {
            "from": "2024-05-01T14:00:00+08:00",
            "to": "2024-05-02T14:00:00+08:00",
            "moved": "2024-05-01T11:50:00+08:00",
            "event": "0b9d4a4e-5c0f-5d7e-9a51-1f5a0c7d2b36",
        }
    ],
    "event": "0b9d4a4e-5c0f-5d7e-9a51-1f5a0c7d2b36",
    "changes": 3,
    "updated": "2024-05-02T15:10:00+08:00",
    "team": "north",
    "kind": "fault",
    "severity": "urgent",
    "severity_zh": "紧急",
    "severity_en": "urgent",
    "product": "智能空调",
    "model": "KFR-35",
    "region": "浦东",
    "policy": "handbook@1",
}
_LOAD: Final[Json] = {
    "staff": "e-003",
    "team": None,
    "name": "张*",
    "teams": ["north"],
    "duty": "on",
    "on_leave": False,
    "leave_until": None,
    "stood_in_by": [],
    "stands_in_for": [],
    "open": 3,
    "stages": {"accepted": 1, "in-progress": 1, "paused": 1},
    "waiting": {"part": 1},
    "overdue": {"promised-visit": 1},
    "due_today": {"progress-sync": 2},
    "aftercare": {"survey": 1},
    "minutes": 465,
    "visits": 2,
    "next_visit": "2024-05-03T09:00:00+08:00",
}

DAYS: Final[dict[str, Any]] = {
    "list_visits": {"items": [_VISIT], "next": None, "count": 1},
    "show_workload": {"at": "2024-05-02T16:00:00+08:00", "week": "2024-04-29", "items": [_LOAD]},
}
"""By operation."""
