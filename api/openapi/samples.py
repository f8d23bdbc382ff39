"""What the routes of auditors' samples answer, for the documentation."""

from typing import Any, Final

_SAMPLE: Final[dict[str, Any]] = {
    "id": "2f5c7e90a1b44d3c8e6f0a1b2c3d4e5f",
    "from": "2024-05-01",
    "to": "2024-05-31",
    "size": 25,
    "seed": "audit-2024-Q2",
    "of": 412,
    "tickets": [
        {
            "number": "202405-00123",
            "reported": "2024-05-01T09:30:00+08:00",
            "kind": "fault",
            "severity": "urgent",
            "severity_zh": "紧急",
            "severity_en": "urgent",
            "status": "closed",
            "closed_as": "satisfied",
        }
    ],
    "draws": [
        {
            "version": 1,
            "drawn": "2024-06-03T10:00:00.250000+08:00",
            "actor": {"id": "x-001", "role": "auditor", "channel": "api"},
            "of": 412,
            "through": 118250,
            "came": [],
            "went": [],
        }
    ],
}

SAMPLES: Final[dict[str, Any]] = {"draw-audit-sample": _SAMPLE, "show_audit_sample": _SAMPLE}
"""By operation."""
