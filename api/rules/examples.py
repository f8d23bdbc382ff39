"""What the routes about rule texts answer when all goes well, for the documentation."""

from typing import Any, Final

from api.rules.bodies import DIGEST

Json = dict[str, Any]

_PACK: Final[Json] = {
    "name": "our-desk",
    "title": {"zh": "我的部门", "en": "Our desk"},
    "newest": 1,
    "versions": [
        {
            "version": 1,
            "ref": "our-desk@1",
            "sha256": DIGEST,
            "proposed_by": "d-001",
            "approved_by": "m-001",
            "published_by": "d-001",
            "published": "2024-05-01T10:00:00+08:00",
            "readable": True,
        }
    ],
    "proposal": {
        "version": 2,
        "ref": "our-desk@2",
        "sha256": DIGEST[::-1],
        "proposed_by": "d-001",
        "proposed": "2024-06-01T09:00:00+08:00",
        "approved_by": None,
        "approved": None,
    },
    "shipped": False,
    "chosen": {"default": False, "rules": [1]},
    "revision": 4,
}
_CALENDAR: Final[Json] = {
    "name": "china",
    "title": {"zh": "中国大陆工作日历", "en": "Working days of mainland China"},
    "newest": 1,
    "versions": [{"version": 1, "ref": "china@1", "sha256": DIGEST, "published": None, "readable": True}],
    "proposal": None,
    "shipped": True,
    "chosen": None,
    "revision": 0,
}
_TEXT: Final[Json] = {
    **_PACK,
    "version": 1,
    "ref": "our-desk@1",
    "state": "in-force",
    "sha256": DIGEST,
    "text": 'name = "our-desk"\nversion = 1\n…',
    "sections": [{"heading": "Severities", "lines": ["urgent (urgent): core business is hit"]}],
    "says": {"name": "our-desk", "version": 1, "number_format": "day"},
}
_CALENDAR_TEXT: Final[Json] = {
    **_CALENDAR,
    "version": 1,
    "ref": "china@1",
    "state": "in-force",
    "sha256": DIGEST,
    "text": 'region = "china"\nversion = 1\n…',
    "sections": [{"heading": "2024", "lines": ["New Year: 2024-01-01"]}],
    "says": {"region": "china", "version": 1},
}
_ROUTING: Final[Json] = {
    "name": "desk",
    "title": {"zh": "分流规则", "en": "Routing rules"},
    "newest": 1,
    "versions": [
        {
            "version": 1,
            "ref": "desk@1",
            "sha256": DIGEST,
            "proposed_by": "s-001",
            "published_by": "s-001",
            "published": "2024-05-01T10:00:00+08:00",
            "readable": True,
        }
    ],
    "proposal": None,
    "shipped": False,
    "chosen": None,
    "revision": 2,
}
_ROUTING_TEXT: Final[Json] = {
    **_ROUTING,
    "version": 1,
    "ref": "desk@1",
    "state": "in-force",
    "sha256": DIGEST,
    "text": 'version = 1\n\n[[rules]]\nname = "air-conditioners"\nteam = "north"\nproduct = ["*空调*"]\n',
    "sections": [
        {"heading": "1. air-conditioners", "lines": ["team north", "product: *空调*"]},
        {"heading": "Every other ticket", "lines": ["stays for all, until somebody routes it by hand"]},
    ],
    "says": {
        "name": "desk",
        "version": 1,
        "rules": [{"name": "air-conditioners", "team": "north", "product": ["*空调*"]}],
    },
}


def _settled(kind: str, step: str, name: str) -> Json:
    event = {
        "version": 2,
        "position": "7f3c0d9be1a24f6d8b5e2c1a90d47f36:1207",
        "id": "0b9d4a4e-5c0f-5d7e-9a51-1f5a0c7d2b36",
        "type": f"{kind}-{step}",
        "occurred": "2024-05-01T09:35:00+08:00",
        "recorded": "2024-05-01T09:35:00.118204+08:00",
        "actor": {"id": "m-001", "role": "manager", "channel": "api"},
        "command": "5d1c7f4a-2b3e-5c6d-8f90-a1b2c3d4e5f6",
        "data": {"version": 1, "sha256": DIGEST},
    }
    return {"name": name, "revision": 2, "position": event["position"], "events": [event]}


_STEPS: Final = {"propose": "proposed", "approve": "approved", "reject": "rejected", "publish": "published"}

ANSWERS: Final[Json] = {
    "list_policies": {
        "items": [_PACK],
        "choice": {"default": "handbook", "rules": [{"pack": "our-desk", "channel": ["phone"]}], "not_in_force": []},
        "unreadable": [],
        "tickets": {"handbook@1": 1208, "our-desk@1": 41},
    },
    "list_calendars": {"items": [_CALENDAR]},
    "list_routing": {"items": [_ROUTING]},
    "show_policy": _TEXT,
    "show_calendar": _CALENDAR_TEXT,
    "show_routing": _ROUTING_TEXT,
    "show_route": {
        "number": "202405-00123",
        "rules": "desk@1",
        "rule": "air-conditioners",
        "team": "north",
        "staff": None,
        "conditions": ["product: *空调*"],
        "by_hand": False,
    },
    **{f"{step}-policy": _settled("policy", done, "our-desk") for step, done in _STEPS.items()},
    **{f"{step}-calendar": _settled("calendar", done, "china") for step, done in _STEPS.items()},
    **{f"{step}-routing": _settled("routing", done, "desk") for step, done in _STEPS.items() if step != "approve"},
}
"""By operation."""
