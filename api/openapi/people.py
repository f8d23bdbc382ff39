"""What the routes about customers, staff, intake and dispatch answer, for the documentation."""

from typing import Any, Final

Json = dict[str, Any]

_KEY: Final = "customer-0f2c4b6d8e1a4c3f9b7d5e2a1c0f8b6d"
_CUSTOMER: Final[Json] = {
    "customer": _KEY,
    "name": "远山科技有限公司",
    "company": True,
    "tier": "key",
    "key_customer": True,
    "dedicated_staff": "a-001",
    "notices": "sms",
    "registered": "2024-05-01T09:20:00+08:00",
    "restricted": False,
    "erased": False,
    "version": 2,
    "contacts": [{"person": 1, "name": "张*", "reach": "138****5678"}],
    "products": [
        {
            "item": 1,
            "ticket": None,
            "name": "智能空调",
            "model": "KFR-35",
            "serial": "202403*****",
            "batch": None,
            "purchased": "2024-03",
            "purchase_channel": None,
            "warranty": "in",
            "warranty_ends": "2025-03-31",
        }
    ],
    "tickets": ["202405-00123"],
    "feedback": [
        {
            "ticket": "202405-00123",
            "at": "2024-05-03T10:12:00+08:00",
            "scores": {"timeliness": 5, "skill": 5, "attitude": 4, "effect": 5},
            "low": False,
            "recommend": 9,
        }
    ],
}
_LISTED: Final[Json] = {
    "customer": _KEY,
    "name": "远山科技有限公司",
    "company": True,
    "tier": "key",
    "dedicated_staff": "a-001",
    "notices": "sms",
    "registered": "2024-05-01T09:20:00+08:00",
    "restricted": False,
    "erased": False,
    "contacts": 1,
    "products": 1,
    "tickets": 1,
    "version": 2,
    "updated": "2024-05-01T09:30:00+08:00",
}
_FOUND: Final[Json] = {
    "customers": [_CUSTOMER],
    "open_tickets": [
        {
            "number": "202405-00123",
            "status": "in-progress",
            "stage": "accepted",
            "severity": "urgent",
            "summary": "设备无法启动",
            "product": "智能空调",
            "model": "KFR-35",
            "engineer": "e-003",
            "customer": _KEY,
            "reported": "2024-05-01T09:30:00+08:00",
            "same_customer": True,
            "same_product": True,
        }
    ],
    "duplicates": [
        {
            "number": "202405-00123",
            "code": "same-product-open",
            "reason": "Ticket 202405-00123 about the same serial number is still open, so this may be the same report: "
            "link or merge it.",
        }
    ],
    "repeats": [],
}
_PERSON: Final[Json] = {
    "number": "003",
    "name": "张*",
    "office": "技术员",
    "employed": True,
    "roles": ["engineer"],
    "teams": ["north"],
    "skills": [{"skill": "空调", "certificate": "制冷设备维修工", "until": "2026-12-31"}],
    "duty": "on",
    "on_leave": False,
    "stands_in_for": [],
}
_CANDIDATES: Final[Json] = {
    "number": "202405-00123",
    "product": "智能空调",
    "model": "KFR-35",
    "engineer": None,
    "candidates": [
        {
            "number": "003",
            "name": "张*",
            "office": "技术员",
            "points": 60,
            "load": 1,
            "open_tickets": 1,
            "reasons": [
                {"code": "skill", "points": 30, "text": "knows 空调"},
                {"code": "certificate", "points": 15, "text": "holds a valid certificate, 制冷设备维修工"},
                {"code": "on-duty", "points": 20, "text": "is on duty now"},
                {"code": "load", "points": -5, "text": "open tickets weigh 1"},
            ],
        }
    ],
    "not_offered": [
        {
            "number": "009",
            "name": "李*",
            "office": "客服",
            "reasons": [
                {
                    "code": "stands-in-without-role",
                    "points": 0,
                    "text": "stands in for 004 without holding the engineer's role, so could not accept",
                }
            ],
        }
    ],
}

_ROSTER: Final[Json] = {
    "since": "2024-05-06",
    "until": "2024-05-07",
    "items": [
        {
            "number": "003",
            "name": "张*",
            "office": "技术员",
            "roles": ["engineer"],
            "teams": ["north"],
            "days": [
                {"day": "2024-05-06", "state": "on", "shifts": [{"start": "08:00", "end": "17:00"}]},
                {"day": "2024-05-07", "state": "away", "shifts": []},
            ],
            "leave": [{"since": "2024-05-07", "until": "2024-05-09"}],
            "stands_in": [],
            "stood_in_by": [{"since": "2024-05-07", "until": "2024-05-09", "staff": "004", "absent": "003"}],
        }
    ],
}

_MEASURES: Final[Json] = {
    "customer": _KEY,
    "requested": None,
    "requested_by": None,
    "restricted": True,
    "holds": 0,
    "because": "term",
    "until": "2027-05-03",
    "exported": None,
    "erased": None,
    "completed": None,
    "updated": "2024-05-06T10:00:00+08:00",
}
PEOPLE: Final[dict[str, Any]] = {
    "list_measures": [_MEASURES],
    "list_customers": {"items": [_LISTED], "next": None, "count": 1},
    "show_customer": _CUSTOMER,
    "look_up": _FOUND,
    "list_staff": [_PERSON],
    "show_staff": _PERSON,
    "show_roster": _ROSTER,
    "list_candidates": _CANDIDATES,
}
"""By operation."""
