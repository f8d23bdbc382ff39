"""What the routes of self-service answer, for the documentation."""

from typing import Any, Final

Json = dict[str, Any]

_ITEM: Final[Json] = {
    "number": "ZS202405-00001",
    "title": "空调不制冷怎么办",
    "title_en": "The air conditioner does not cool",
    "product": "智能空调",
    "model": None,
    "error_code": "E-05",
    "version": 2,
    "helped": 17,
    "published": "2024-05-12T10:00:00+08:00",
}
_STEPS: Final[list[Json]] = [
    {
        "name": "filter",
        "question": "滤网是否干净？",
        "choices": [
            {"answer": "不干净", "next": None, "conclusion": "清洗滤网后再开机。"},
            {"answer": "干净", "next": "frost", "conclusion": None},
        ],
    },
    {
        "name": "frost",
        "question": "室外机是否结霜？",
        "choices": [{"answer": "是", "next": None, "conclusion": "请报修，可能缺制冷剂。"}],
    },
]
_TEXTS: Final[Json] = {
    "body": "先查滤网，再看室外机是否结霜；仍不制冷请报修。",
    "body_en": "Check the filter, then the outdoor unit for frost; if it still does not cool, report it.",
    "symptoms": ["不制冷"],
}

HELP: Final[dict[str, Any]] = {
    "search_help": {"items": [_ITEM], "count": 1},
    "read_help": {**_ITEM, **_TEXTS, "steps": _STEPS},
    "helped": {"number": _ITEM["number"], "counted": True},
}
"""By operation."""
