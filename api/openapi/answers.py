"""An example of what each route answers when all goes well, shown in the documentation and checked in the tests."""

from typing import Any, Final

from api.openapi.accounts import ACCOUNTS
from api.openapi.days import DAYS
from api.openapi.documents import DOCUMENTS
from api.openapi.figures import FIGURES
from api.openapi.happened import EPOCH, GRADED
from api.openapi.help import HELP
from api.openapi.mail import MAIL
from api.openapi.matters import MATTERS
from api.openapi.notices import NOTICES
from api.openapi.operation import OPERATION
from api.openapi.past import PAST
from api.openapi.people import PEOPLE
from api.openapi.processes import PROCESSES
from api.openapi.reports import REPORTS
from api.openapi.samples import SAMPLES
from api.openapi.subscriptions import SUBSCRIPTIONS
from api.openapi.views import VIEWS
from api.openapi.webhooks import WEBHOOKS
from api.openapi.wholes import ARCHIVED, CLOCKS, COMPARED, RECORD, dossier
from api.rules.examples import ANSWERS as RULES

Json = dict[str, Any]

_CUSTOMER: Final = "customer-5f0c9d2e7b1a4c3d8e6f0a1b2c3d4e5f"

_ANSWERED: Final[Json] = {
    "number": "202405-00123",
    "version": 3,
    "position": f"{EPOCH}:1207",
    "events": [GRADED],
}
_TICKET: Final[Json] = {
    "number": "202405-00123",
    "version": 9,
    "position": f"{EPOCH}:1213",
    "policy": "handbook@1",
    "stage": "accepted",
    "status": "in-progress",
    "kind": "fault",
    "severity": "urgent",
    "acknowledged": True,
    "engineer": "e-003",
    "accepted": True,
    "team": "north",
    "handler": None,
    "waiting_for": None,
    "escalated_to": None,
    "estimate": "2024-05-02T18:00:00+08:00",
    "visit": "2024-05-01T14:00:00+08:00",
    "visit_expected": "2024-05-01T14:00:00+08:00",
    "arrived": False,
    "handling": None,
    "missing": ["voucher"],
    "diagnosis": {"finding": "电源板烧毁", "fault_type": "hardware", "found_by": "on-site"},
    "remote": None,
    "warranty": {"warranty": "out", "purchased": "2022-03", "months": 12, "ends": "2023-03-31"},
    "collaborations": [
        {"request": 1, "department": "product", "text": "请确认该批次电源板是否有缺陷", "due": None, "answered": False}
    ],
    "met": ["product", "service", "technical"],
    "plan": {
        "plan": 2,
        "author": "e-003",
        "steps": "更换电源板，整机测试",
        "owner": "e-003",
        "deadline": "2024-05-02T18:00:00+08:00",
        "approved": True,
        "rejected": False,
        "shared": True,
        "chosen": None,
    },
    "consent": None,
    "refused_repair": None,
    "tested": None,
    "parts": [
        {
            "request": 1,
            "part": "PSU-KFR35",
            "quantity": 1,
            "confirmed": True,
            "shipped": True,
            "received": True,
            "lead_time": "P1DT2H",
        }
    ],
    "quote": {"quote": 1, "amount": "480.00", "accepted": True, "declined": False, "charged": "0.00"},
    "compensations": [],
    "cooperation": [{"request": 1, "what": "请安排人员开门并断电", "due": None, "answered": False}],
    "rejections": 0,
    "reopenings": 0,
    "reminders": 0,
    "surveys": [],
    "call_backs_owed": [],
    "follow_up": None,
    "closing_report": None,
    "links": [{"other": "202405-00122", "relation": "same-call"}],
    "merged_into": None,
    "absorbed": ["202405-00119"],
    "attachments": [
        {
            "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "size": 482113,
            "media_type": "image/jpeg",
            "name": "铭牌.jpg",
            "purpose": "photo",
            "added": "2024-05-01T09:41:00+08:00",
            "added_by": "a-001",
        }
    ],
    "opened_by": "a-001",
    "opened": "2024-05-01T09:30:00+08:00",
    "updated": "2024-05-01T11:20:00+08:00",
    "customer": _CUSTOMER,
    "intake": {"channel": "phone", "kind": "fault", "summary": "设备无法启动", "contact": {"phone": "138****5678"}},
    "possible": ["contact", "arrive", "request-part", "note"],
}
_UNMASKED: Final[Json] = {
    **_ANSWERED,
    "version": 4,
    "events": [
        {**GRADED, "version": 4, "type": "personal-data-unmasked", "data": {"reason": "须电话联系客户确认上门时间"}}
    ],
    "personal": [{"field": "contact.phone", "value": "13812345678", "version": 1, "type": "ticket-opened"}],
}
_REGISTER: Final[Json] = {
    "items": [
        {
            "number": "202405-00123",
            "customer_name": "远山科技有限公司",
            "contact": "张*",
            "contact_detail": "138****5678",
            "reported": "2024-05-01T09:30:00+08:00",
            "summary": "设备无法启动",
            "severity": "urgent",
            "status": "responded",
        }
    ],
    "next": None,
    "count": 1,
}
_FAULTS: Final[Json] = {
    "items": [
        {
            "number": "202405120001",
            "fault_customer": "*先生",
            "fault_contact_detail": "139****5678",
            "product": "智能空调",
            "model": "KFR-35",
            "serial": "202403*****",
            "fault": "制冷效果差",
            "purchased": "2024-03",
            "severity": "2",
            "severity_en": "grade 2",
            "fault_receiver_name": "*客服",
            "reported": "2024-05-12T09:30:00+08:00",
        }
    ],
    "next": None,
    "count": 1,
}
_PROGRESS: Final[Json] = {
    "items": [
        {
            "number": "202405-00123",
            "version": 3,
            "step": "grading",
            "responsible": "s-001",
            "at": "2024-05-01T09:35:00+08:00",
            "remark": "紧急：核心生产线停机",
        }
    ],
    "next": "WyJhdCIsICIyMDI0LTA1LTAxVDAxOjM1OjAwKzAwOjAwIiwgIjIwMjQwNS0wMDEyMyIsIDNd",
    "count": 41,
}
_LAG: Final[Json] = {
    "name": "register",
    "title": "售后服务工单登记表",
    "version": 1,
    "position": 1207,
    "end": 1207,
    "lag_events": 0,
    "lag_seconds": 0.0,
    "healthy": True,
    "state": "in-use",
    "parked": 0,
    "skipped": 0,
}
_DEAD: Final[Json] = {
    "projection": "register",
    "ticket": "202405-00123",
    "position": 1207,
    "type": "ticket-graded",
    "error": "KeyError",
    "parked": "2024-05-01T09:35:03+08:00",
    "skipped": 4,
    "dismissed": None,
}
_DEAD_EVENT: Final[Json] = {
    "id": "0b9d4a4e-5c0f-5d7e-9a51-1f5a0c7d2b36",
    "aggregate": "ticket-202405-00123",
    "version": 3,
    "schema_version": 1,
    "occurred": "2024-05-01T09:35:00+08:00",
    "recorded": "2024-05-01T09:35:02.118204+08:00",
    "command": "5d1c7f4a-2b3e-5c6d-8f90-a1b2c3d4e5f6",
    "correlation": "5d1c7f4a-2b3e-5c6d-8f90-a1b2c3d4e5f6",
    "causation": None,
}

_FOLLOWED: Final[Json] = {
    "number": "202405-00123",
    "status": "in-progress",
    "text": "处理中",
    "estimate": "2024-05-01T12:00:00+08:00",
    "visit": None,
    "waiting_for": None,
    "steps": [{"code": "ticket-opened", "at": "2024-05-01T09:30:00+08:00", "text": "已登记您的诉求"}],
}

_PART: Final[dict[str, Any]] = {
    "number": "202405-00123",
    "request": 1,
    "part": "PSU-KFR35",
    "quantity": 1,
    "engineer": "e-003",
    "requested": "2024-05-01T15:00:00+08:00",
    "state": "awaited",
    "expected": "2024-05-02T10:00:00+08:00",
    "ended": False,
    "updated": "2024-05-01T15:20:00+08:00",
}

_OCEL: Final[Json] = {
    "objectTypes": [{"name": "ticket", "attributes": [{"name": "severity", "type": "string"}]}],
    "eventTypes": [{"name": "ticket-graded", "attributes": [{"name": "body.severity", "type": "string"}]}],
    "objects": [
        {
            "id": "ticket-202405-00123",
            "type": "ticket",
            "attributes": [{"name": "severity", "time": "2024-05-01T01:35:00.000000Z", "value": "urgent"}],
            "relationships": [],
        }
    ],
    "events": [
        {
            "id": GRADED["id"],
            "type": "ticket-graded",
            "time": "2024-05-01T01:35:00.000000Z",
            "attributes": [{"name": "body.severity", "value": "urgent"}],
            "relationships": [{"objectId": "ticket-202405-00123", "qualifier": "ticket"}],
        }
    ],
}

ANSWERS: Final[dict[str, Any]] = {
    "follow_code": {"number": "202405-00123", "code": "7K3QX-9M2PD"},
    "follow": _FOLLOWED,
    **RULES,
    **PEOPLE,
    **MATTERS,
    **PAST,
    **PROCESSES,
    **REPORTS,
    **FIGURES,
    **DOCUMENTS,
    **DAYS,
    **HELP,
    **NOTICES,
    **MAIL,
    **OPERATION,
    **WEBHOOKS,
    **SAMPLES,
    **VIEWS,
    **ACCOUNTS,
    **SUBSCRIPTIONS,
    "show": _TICKET,
    "show_service_record": RECORD,
    "show_dossier": dossier(_TICKET),
    "show_ticket_dossier": dossier(_TICKET),
    "list_dossiers": {"items": [ARCHIVED], "next": None, "count": 1},
    "show_clocks": CLOCKS,
    "show_complaint_clocks": CLOCKS,
    "compare_clocks": COMPARED,
    "unmask": _UNMASKED,
    "history": _ANSWERED,
    "own_history": {
        "number": "202405-00123",
        "version": 1,
        "position": "3f2a9c:1",
        "steps": [{**_FOLLOWED["steps"][0], "said": {"summary": "设备无法启动"}, "version": 1}],
    },
    "list_part_requests": {"items": [_PART], "next": None, "count": 1},
    "replay": _OCEL,
    "show_register": _REGISTER,
    "show_faults": _FAULTS,
    "show_progress": _PROGRESS,
    "live": {"status": "live"},
    "ready": {"ready": True, "reasons": []},
    "projections": [_LAG],
    "list_dead_letters": [_DEAD],
    "show_dead_letter": {**_DEAD, "event": _DEAD_EVENT},
    "replay_dead_letters": {"mended": 1, "parked": []},
    "show_metrics": 'gongdan_projection_lag_events{projection="register"} 0.0\n',
}
"""By operation; every action answers alike."""


def answer_of(operation: str) -> Any:
    return ANSWERS.get(operation, _ANSWERED)
