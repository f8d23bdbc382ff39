"""What the facts of saved views are called, and the lists that they are of."""

from typing import Final

from domain.wording import Words

FIELDS: Final[Words] = {
    "list": ("列表", "list"),
    "view-saved.name": ("查询方案名称", "name"),
    "view-renamed.name": ("查询方案名称", "name"),
    "query": ("内容", "shows"),
    "view-shared.team": ("共享给班组", "shared with the team"),
}

_LISTS: Final[Words] = {
    "register": ("工单登记表", "register"),
    "faults": ("故障登记表", "fault register"),
    "progress": ("进度表", "progress"),
    "visits": ("上门日程", "visits"),
    "workload": ("工作量", "workload"),
    "dossiers": ("归档案卷", "dossiers"),
    "tasks": ("任务", "tasks"),
    "parts": ("备件申请", "parts"),
    "returns": ("退换货", "returns"),
    "complaints": ("投诉", "complaints"),
    "incidents": ("应急事件", "incidents"),
    "articles": ("知识文章", "articles"),
    "meetings": ("会议", "meetings"),
    "care-plans": ("定期关怀", "care plans"),
    "inspections": ("质检", "inspections"),
    "improvements": ("改进", "improvements"),
}
CODES: Final[dict[str, Words]] = {"list": _LISTS}
