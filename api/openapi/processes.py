"""What the routes about how tickets went answer, for the documentation."""

from typing import Any, Final

Json = dict[str, Any]

_WAIT: Final[Json] = {"mean": 21_930.5, "median": 9_758.0, "p90": 61_200.0, "total": 8_772_200.0}
_DURATION: Final[Json] = {"mean": 203_400.0, "median": 151_200.0, "p90": 432_000.0, "total": 83_800_800.0}
_PATH: Final[Json] = {
    "source": "plan-proposed",
    "target": "plan-approved",
    "count": 400,
    "tickets": 388,
    "wait": _WAIT,
    "share": 0.1046,
    "bottleneck": True,
}
_STEP: Final[Json] = {"activity": "plan-approved", "title": "批准方案"}

PROCESSES: Final[dict[str, Any]] = {
    "show_process_map": {
        "level": "event",
        "tickets": 412,
        "events": 9_480,
        "variants": 371,
        "duration": _DURATION,
        "activities": [{**_STEP, "count": 400, "tickets": 388, "starts": 0, "ends": 0, "repeated": 12}],
        "paths": [_PATH],
        "bottlenecks": [_PATH],
        "rework": {"tickets": 61, "share": 0.1481, "loops": [{**_STEP, "count": 3}]},
        "left_out": {"activities": 0, "paths": 0, "moves": 0, "share": 0.0},
    },
    "list_process_variants": {
        "items": [
            {
                "variant": "0b9d4a4e5c0f",
                "steps": [{"activity": "ticket-opened", "title": "登记"}, _STEP],
                "tickets": 21,
                "share": 0.051,
                "covered": 0.051,
                "duration": _DURATION,
                "examples": ["202405-00123"],
            }
        ],
        "count": 371,
        "tickets": 412,
    },
    "list_process_deviations": {
        "items": [
            {
                "number": "202405-00123",
                "rule": "no-survey",
                "requirement": "R29",
                "title": "未发满意度调查即结案",
                "at": "2024-05-03T10:20:00+08:00",
                "events": [
                    {
                        "version": 12,
                        "id": "0b9d4a4e-5c0f-5d7e-9a51-1f5a0c7d2b36",
                        "type": "ticket-resolved",
                        "title": "解决",
                    },
                    {
                        "version": 14,
                        "id": "7a1c2e90-3b4d-5f60-8a72-c3d4e5f60718",
                        "type": "ticket-closed",
                        "title": "结案",
                    },
                ],
            }
        ],
        "next": None,
        "count": 1,
        "tickets": 1,
        "of": 412,
        "rules": [
            {"rule": "no-survey", "requirement": "R29", "title": "未发满意度调查即结案", "count": 1, "tickets": 1}
        ],
    },
}
"""By operation."""
