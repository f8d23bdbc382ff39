"""What the routes about reports and tasks answer, for the documentation."""

from typing import Any, Final

Json = dict[str, Any]

_ROW: Final[Json] = {
    "period": "2024-05",
    "span": "month",
    "edition": 1,
    "published": "2024-06-01T00:01:02.500000+08:00",
    "published_by": "gongdan",
    "due": "2024-06-06T00:00:00+08:00",
    "on_time": True,
    "flagged": 1,
    "figures": 3,
}
_FIGURES: Final[list[Json]] = [
    {"measure": "tickets", "by": None, "of": None, "value": 412.0, "base": 412, "target": None, "met": None},
    {"measure": "tickets", "by": "channel", "of": "wechat", "value": 131.0, "base": 412, "target": None, "met": None},
    {"measure": "satisfaction", "by": None, "of": None, "value": 0.9127, "base": 126, "target": 0.85, "met": True},
]

_TASK: Final[Json] = {
    "number": "202405-00123",
    "belongs_to": "ticket",
    "task": "call-back",
    "title": "低分回电",
    "ref": "1",
    "staff": None,
    "role": "supervisor",
    "department": None,
    "since": "2024-05-02T15:00:00+08:00",
    "because": "survey-answered",
    "due": "2024-05-02T16:00:00+08:00",
    "late": False,
}

_OUT: Final[Json] = {
    "event": "2024-05-published",
    "type": "report-published",
    "version": 2,
    "occurred": "2024-06-03T00:01:02.500000+08:00",
    "agreed": None,
    "until": None,
}
_CLOCK: Final[Json] = {
    "key": "monthly-analysis-2024-05--1",
    "clock": "monthly-analysis",
    "title": {"zh": "月度分析", "en": "Monthly analysis"},
    "explained": {
        "zh": "月度分析：00:00 月末，2024-06-03 00:01 报告已发布，限 2024-06-05（含当日），在时限内达成。",
        "en": "Monthly analysis: 00:00 month ended, 2024-06-03 00:01 report published, by 2024-06-05, "
        "that day included, met.",
    },
    "state": "met",
    "started": {
        **_OUT,
        "event": "2024-05-ended",
        "type": "month-ended",
        "version": 1,
        "occurred": "2024-06-01T00:00:00+08:00",
    },
    "since": "2024-06-01T00:00:00+08:00",
    "period": 1,
    "through": None,
    "severity": None,
    "limit": None,
    "calendar": "24x7",
    "pauses": [],
    "stopped": _OUT,
    "ended": None,
    "due": "2024-06-05T23:59:59.999999+08:00",
    "warn_at": "2024-06-04T23:59:59.999999+08:00",
    "used": 172862,
    "remaining": None,
    "late_by": None,
    "unknown_year": None,
}

REPORTS: Final[dict[str, Any]] = {
    "list_tasks": {"items": [_TASK], "count": 1},
    "list_reports": [_ROW],
    "show_report_clocks": [
        {
            "number": "2024-05",
            "at": "2024-06-07T09:00:00+08:00",
            "own": {
                "policy": "handbook@2",
                "title": {"zh": "售后服务手册", "en": "After-sales handbook"},
                "runs": [_CLOCK],
            },
            "beside": None,
            "next": None,
        }
    ],
    "show_report": {
        **_ROW,
        "flagged": ["KFR-35"],
        "figures": _FIGURES,
        "left_out": 0,
        "improvements": [],
        "people": "all",
    },
}
"""By operation."""
