"""What the routes of notices answer, for the documentation."""

from typing import Any, Final

Json = dict[str, Any]

_ITEM: Final[Json] = {
    "notice": "442f45025f855a95bcf0bc9733e8b73e",
    "kind": "dispatched",
    "title": "dispatched to you",
    "about": "ticket-202405-00123",
    "ticket": "202405-00123",
    "urgent": True,
    "happened": "2024-05-01T10:20:00+08:00",
    "read": None,
}
_NOTICE: Final[Json] = {
    **_ITEM,
    "recipient": "staff-003",
    "channel": "email",
    "status": "failed",
    "held": None,
    "until": None,
    "digest": None,
    "requested": "2024-05-01T10:20:01+08:00",
    "ended": "2024-05-01T18:08:12+08:00",
    "tries": 9,
    "why": "retries-exhausted",
}

NOTICES: Final[dict[str, Any]] = {
    "show_inbox": {"items": [_ITEM], "next": None, "unread": 1},
    "list_notices": {"items": [_NOTICE], "next": None, "count": 1},
    "preview_notice": {
        "subject": "We have your request: ticket 202405-00123",
        "text": "Dear 张*,\n\nWe have received and registered your request, and will be in touch shortly.\n",
        "html": "<!DOCTYPE html>…",
    },
}
"""By operation."""
