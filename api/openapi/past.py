"""What the routes about the past answer, for the documentation."""

from typing import Any, Final

from api.openapi.happened import GRADED

Json = dict[str, Any]


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
                "events": [GRADED | {"aggregate": "ticket-202405-00123"}],
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
