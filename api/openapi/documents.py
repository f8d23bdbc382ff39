"""What the routes of documents answer as JSON, for the documentation."""

from typing import Any, Final

Json = dict[str, Any]

_PAPER: Final[Json] = {
    "kind": "service-report",
    "language": "zh",
    "title": "售后服务报告",
    "number": "SR-202405-00123-17",
    "about": "202405-00123",
    "department": "售后服务",
    "stands": "2024-05-02T15:10:00+08:00",
    "printed": "2024-05-02T16:00:00+08:00",
    "printed_by": "a-001",
    "draft": False,
    "masked": True,
    "sections": [
        {
            "key": "customer",
            "title": "客户信息",
            "facts": [{"label": "客户名称", "value": "远山科技有限公司"}, {"label": "联系人", "value": "张*"}],
            "headings": [],
            "rows": [],
            "shares": [],
            "widths": [],
            "aligned": [],
            "text": "",
            "none": "",
            "lines": 0,
        },
        {
            "key": "parts",
            "title": "更换配件",
            "facts": [],
            "headings": ["时间", "配件", "SN码", "数量"],
            "rows": [["2024-05-02 14:40", "PSU-KFR35", "P*****", "1"]],
            "shares": [],
            "widths": [],
            "aligned": [],
            "text": "",
            "none": "没有更换配件。",
            "lines": 0,
        },
    ],
    "signatures": [
        {"who": "服务人员", "name": "*张工（e-003）", "at": "", "how": "", "image": None},
        {"who": "客户签字", "name": "张*", "at": "2024-05-02 15:30", "how": "签字确认", "image": None},
    ],
}

DOCUMENTS: Final[dict[str, Any]] = {
    "print_document": _PAPER,
    "print_appraisal": {
        **_PAPER,
        "kind": "appraisal",
        "title": "个人考核",
        "number": "AP-e-003-2024-05",
        "about": "e-003-2024-05",
    },
}
"""By operation."""
