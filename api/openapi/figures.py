"""What the routes about figures answer, for the documentation."""

from typing import Any, Final

Json = dict[str, Any]

_PERIOD: Final = "2024-05-01..2024-05-31"
_DAYS: Final[Json] = {"period": _PERIOD, "from": "2024-05-01", "to": "2024-05-31"}
_ALL: Final[Json] = {**_DAYS, "of": None, "value": 0.9127, "base": 126, "met": True, "unknown": None}
_OF_ONE: Final[Json] = {**_DAYS, "of": "e-003", "value": None, "base": 0, "met": None, "unknown": "no-case"}
_METRIC: Final[Json] = {"metric": "satisfaction", "title": "客户满意度", "unit": "share", "target": 0.85}

FIGURES: Final[dict[str, Any]] = {
    "show_figures": {
        "from": "2024-05-01",
        "to": "2024-05-31",
        "every": None,
        "items": [{**_METRIC, "by": None, "figures": [_ALL]}, {**_METRIC, "by": "engineer", "figures": [_OF_ONE]}],
    },
    "list_figure_cases": {
        "items": [
            {
                "number": "202405-00123",
                "value": 20.0,
                "clock": None,
                "events": ["0b9d4a4e-5c0f-5d7e-9a51-1f5a0c7d2b36", "1a7c2f4e-9d3b-5e60-8f14-6b0d5a2c7e91"],
            }
        ],
        "next": None,
    },
}
"""By operation."""
