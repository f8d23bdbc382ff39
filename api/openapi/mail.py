"""What the routes of letters that wait answer, for the documentation."""

from typing import Any, Final

Json = dict[str, Any]

_LETTER: Final[Json] = {
    "letter": "442f45025f855a95bcf0bc9733e8b73e",
    "came": "2024-05-01T09:30:00+08:00",
    "state": "waiting",
    "why": "stranger",
    "text": "from nobody we know",
    "sender": "zhang@customer.example",
    "subject": "空调不制冷",
    "size": 48213,
    "ticket": None,
    "by": None,
    "seen_to": None,
    "reason": None,
}

MAIL: Final[dict[str, Any]] = {
    "list_letters": {"items": [_LETTER], "next": None, "count": 1},
    "read_letter": {
        **_LETTER,
        "said": "空调不制冷，显示 E5",
        "to": ["service@example.com"],
        "files": ["铭牌.jpg"],
    },
    "release_letter": {"letter": _LETTER["letter"], "ticket": "202405-00123"},
    "drop_letter": {"letter": _LETTER["letter"]},
}
"""By operation."""
