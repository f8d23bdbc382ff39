"""Example answers about a ticket as a whole: its service record and its dossier."""

from typing import Any, Final

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


def dossier(ticket: Json) -> Json:
    """Of a ticket as it stands, with nothing under the headings."""
    headings = ("request", "communication", "plan", "work", "money", "confirmation", "survey", "closing", "record")
    return {"ticket": ticket, "service_record": RECORD, **{heading: [] for heading in headings}}
