"""What the routes of saved views answer, for the documentation."""

from typing import Any, Final

_VIEW: Final[dict[str, Any]] = {
    "view": "8a1c2f3e4d5b5a6c9e0f7b8d6c5a4f3e",
    "owner": "s-001",
    "mine": True,
    "list": "register",
    "name": "等待备件的空调",
    "query": "status=paused&product=%E7%A9%BA%E8%B0%83&sort=-reported",
    "parameters": {"status": ["paused"], "product": ["空调"], "sort": ["-reported"]},
    "shared": "team",
    "team": "north",
    "saved": "2024-05-01T09:20:00+08:00",
    "updated": "2024-05-06T08:31:00+08:00",
}

VIEWS: Final[dict[str, Any]] = {"show_view": _VIEW, "list_views": {"items": [_VIEW], "next": None, "count": 1}}
"""By operation."""
