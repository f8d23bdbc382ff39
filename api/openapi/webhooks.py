"""What the routes of webhooks answer, for the documentation."""

from typing import Any, Final

Json = dict[str, Any]

_ID: Final = "0190f3a1-7a3e-5d2c-9a51-3b6e0f1c2d4e"
_DELIVERY: Final[Json] = {
    "message": _ID,
    "subject": "202405-00123",
    "type": "gongdan.ticket.ticket-closed.v1",
    "position": 118250,
    "happened": "2024-05-02T09:00:00+08:00",
    "state": "waiting",
    "attempts": 3,
    "due": "2024-05-02T09:35:12+08:00",
    "last": "2024-05-02T09:05:10+08:00",
    "status": 500,
    "error": "status",
    "behind": 4,
}
_ATTEMPT: Final[Json] = {"at": "2024-05-02T09:05:10+08:00", "status": 500, "error": "status", "ms": 84}

WEBHOOKS: Final[dict[str, Any]] = {
    "list_webhooks": [
        {
            "name": "erp",
            "url": "https://erp.example.com/events",
            "ordered": True,
            "tells": True,
            "position": 118250,
            "waiting": 5,
            "given_up": 0,
            "delivered": 812,
            "failures": 2,
            "failing": "2024-05-02T09:00:00+08:00",
            "not_before": None,
            "taken": "2024-05-02T08:59:41+08:00",
            "barring": [_DELIVERY],
            "public_keys": ["whpk_5IkOrfnz9gbXQ3n8ArXjLlkNxH7qcsyV0J4NEqgmiOY="],
        }
    ],
    "list_deliveries": [_DELIVERY],
    "show_delivery": {
        **_DELIVERY,
        "body": '{"specversion":"1.0","type":"gongdan.ticket.ticket-closed.v1"}',
        "tried": [_ATTEMPT],
    },
    "resend_delivery": {"messages": 1},
    "skip_delivery": {"messages": 0},
    "resend_failed": {"messages": 12},
    "test_webhook": {"taken": True, "status": 204, "error": None, "ms": 61},
}
"""By operation."""
