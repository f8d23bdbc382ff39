"""What the routes about the past answer, for the documentation."""

from typing import Any, Final

Json = dict[str, Any]

_EPOCH: Final = "7f3c0d9be1a24f6d8b5e2c1a90d47f36"
_GRADED: Final[Json] = {
    "version": 3,
    "position": f"{_EPOCH}:1207",
    "id": "0b9d4a4e-5c0f-5d7e-9a51-1f5a0c7d2b36",
    "type": "ticket-graded",
    "occurred": "2024-05-01T09:35:00+08:00",
    "recorded": "2024-05-01T09:35:02.118204+08:00",
    "actor": {"id": "s-001", "role": "supervisor", "channel": "api"},
    "command": "5d1c7f4a-2b3e-5c6d-8f90-a1b2c3d4e5f6",
    "data": {"severity": "urgent", "reason": "核心生产线停机"},
}


def _verdict(state: str, due: str) -> Json:
    return {"state": state, "due": due, "explained": {"zh": "首次响应：…", "en": "First response: …"}}


PAST: Final[dict[str, Any]] = {
    "show_differences": {
        "of": "register",
        "from": "2024-05-01T09:30:00+08:00",
        "to": "2024-05-01T12:00:00+08:00",
        "known": False,
        "items": [
            {
                "number": "202405-00123",
                "metric": None,
                "rows": [
                    {
                        "version": None,
                        "change": "changed",
                        "cells": [{"column": "severity", "before": None, "after": "urgent"}],
                    }
                ],
                "events": [_GRADED],
            }
        ],
        "next": None,
        "count": 1,
    },
    "what_if": {
        "policy": "service-plan@1",
        "period": "2024-05",
        "from": "2024-05-01",
        "to": "2024-05-31",
        "at": "2024-06-03T09:00:00+08:00",
        "judged": 126,
        "left_out": 0,
        "count": 126,
        "next": None,
        "clocks": [
            {
                "clock": "first-response",
                "severity": "urgent",
                "own": {"met": 30, "missed": 1},
                "other": {"met": 24, "missed": 7},
            }
        ],
        "figures": [
            {
                "metric": "responded",
                "title": "响应率",
                "unit": "share",
                "own": {"value": 0.9683, "target": 0.8, "met": True},
                "other": {"value": 0.7937, "target": 0.95, "met": False},
                "difference": -0.1746,
            }
        ],
        "changed": [
            {
                "number": "202405-00123",
                "clock": "first-response",
                "event": "0b9d4a4e-5c0f-5d7e-9a51-1f5a0c7d2b36",
                "own": _verdict("met", "2024-05-01T10:00:00+08:00"),
                "other": _verdict("missed", "2024-05-01T09:40:00+08:00"),
            }
        ],
    },
}
"""By operation."""
