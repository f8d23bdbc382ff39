"""Example answers about a ticket as a whole: its service record and its dossier."""

from typing import Any, Final

from domain.ticket.dossier import HEADINGS

Json = dict[str, Any]

NUMBER: Final = "202405-00123"
RECORD: Final[Json] = {
    "number": NUMBER,
    "customer_name": "远山科技有限公司",
    "contact": "张*",
    "contact_detail": "138****5678",
    "product": "智能空调",
    "model": "KFR-35",
    "serial": "202403*****",
    "purchased": "2022-03",
    "requested": "2024-05-01T09:30:00+08:00",
    "completed": "2024-05-02T15:10:00+08:00",
    "service_person": "e-003",
    "diagnosis": "电源板烧毁",
    "plan": "更换电源板，清理散热，整机测试",
    "steps": [],
    "parts": [],
    "cause": "电源板受潮烧毁",
    "result": "更换电源板",
    "precautions": "雨季前检查密封",
    "feedback": [],
    "gaps": ["steps", "feedback"],
    "gaps_at_closing": ["steps", "feedback"],
}

_STARTED: Final[Json] = {
    "event": "6f0c9d2e-7b1a-5c3d-8e6f-0a1b2c3d4e5f",
    "type": "ticket-opened",
    "version": 1,
    "occurred": "2024-05-01T09:30:00+08:00",
    "agreed": None,
    "until": None,
}
CLOCKS: Final[Json] = {
    "number": NUMBER,
    "at": "2024-05-01T12:00:00+08:00",
    "own": {
        "policy": "handbook@1",
        "title": {"zh": "售后服务手册", "en": "After-sales handbook"},
        "runs": [
            {
                "key": "first-response-6f0c9d2e-1",
                "clock": "first-response",
                "title": {"zh": "首次响应", "en": "First response"},
                "explained": {
                    "zh": "首次响应：09:30 客户反馈，09:40 已响应，用时 10 分钟，限 10 分钟（24×7），"
                    "刚好在时限内达成。",
                    "en": "First response: 09:30 reported, 09:40 answered, 10 min used, limit 10 min (24×7), "
                    "met at the limit.",
                },
                "state": "met",
                "started": _STARTED,
                "since": "2024-05-01T09:30:00+08:00",
                "period": 1,
                "severity": "urgent",
                "limit": {"zh": "10 分钟", "en": "10 min"},
                "calendar": "24x7",
                "pauses": [],
                "stopped": {
                    **_STARTED,
                    "event": "0b9d4a4e-5c0f-5d7e-9a51-1f5a0c7d2b36",
                    "type": "receipt-acknowledged",
                    "version": 2,
                    "occurred": "2024-05-01T09:40:00+08:00",
                },
                "ended": None,
                "due": "2024-05-01T09:40:00+08:00",
                "warn_at": "2024-05-01T09:38:00+08:00",
                "used": 600,
                "remaining": None,
                "late_by": None,
                "unknown_year": None,
            }
        ],
    },
    "beside": None,
}

COMPARED: Final[Json] = {
    "policy": "service-plan@1",
    "at": "2024-06-01T00:00:00+08:00",
    "tickets": 200,
    "left_out": 0,
    "count": 4120,
    "next": "202405-00200",
    "runs": {
        "own": {"first-response": {"met": 171, "missed": 29}},
        "other": {"first-response": {"met": 102, "missed": 98}, "detailed-solution": {"met": 140, "open": 60}},
    },
}


def dossier(ticket: Json) -> Json:
    """Of a ticket as it stands, with nothing under the headings."""
    return {
        "ticket": ticket,
        "service_record": RECORD,
        "keeping": {"closed": "2024-05-03T09:00:00+08:00", "archived": None, "kept_until": "2027-05-03"},
        "lacks": ["communication", "survey"],
        **{heading: [] for heading in HEADINGS},
        "matters": [
            {
                "kind": "complaint",
                "number": "TS202405-00001",
                "status": "handled",
                "ended": False,
                "opened": "2024-05-01T13:00:00+08:00",
                "responsible": "h-001",
                "due": None,
            }
        ],
        "files": [
            {
                "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "name": "确认单.pdf",
                "media_type": "application/pdf",
                "size": 48211,
                "purpose": "confirmation",
                "added": "2024-05-02T15:20:00+08:00",
                "added_by": "e-003",
                "event": "6f0c9d2e-7b1a-5c3d-8e6f-0a1b2c3d4e5f",
                "evidence_of": ["0b9d4a4e-5c0f-5d7e-9a51-1f5a0c7d2b36"],
            }
        ],
    }


ARCHIVED: Final[Json] = {
    "number": NUMBER,
    "event": "0b9d4a4e-5c0f-5d7e-9a51-1f5a0c7d2b36",
    "archived": "2024-05-04T14:00:00+08:00",
    "archived_by": "c-001",
    "closed": "2024-05-03T09:00:00+08:00",
    "closed_as": "satisfied",
    "fault_type": "hardware",
    "category": None,
    "cause": "电源板受潮烧毁",
    "gaps": ["feedback"],
    "customer_name": "远山科技有限公司",
    "product": "智能空调",
    "model": "KFR-35",
    "kind": "fault",
    "policy": "handbook@1",
    "archived_by_name": "*文员",
    "kept_until": "2027-05-03",
}
