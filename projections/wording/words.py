"""What the tables' coded values are called, in Chinese and English, and which status each stage shows."""

from typing import Final

from domain.policy.in_force import shipped
from domain.ticket.vocabulary import Kind, Stage
from domain.wording import Words

STATUS: Final[dict[Stage, str]] = {
    Stage.OPENED: "registered",
    Stage.ACKNOWLEDGED: "responded",
    Stage.GRADED: "responded",
    Stage.DIAGNOSED: "in-progress",
    Stage.PLANNED: "in-progress",
    Stage.DISPATCHED: "in-progress",
    Stage.ACCEPTED: "in-progress",
    Stage.IN_PROGRESS: "in-progress",
    Stage.REOPENED: "in-progress",
    Stage.PAUSED: "waiting",
    Stage.RESOLVED: "resolved",
    Stage.CONFIRMED: "confirmed",
    Stage.CLOSED: "closed",
    Stage.ARCHIVED: "archived",
    Stage.CANCELLED: "cancelled",
    Stage.MERGED: "cancelled",
}
"""处理状态 by stage (PROCESS section 12)."""

PART_STATES: Final[Words] = {
    "requested": ("已申请", "requested"),
    "reserved": ("已预留", "reserved"),
    "awaited": ("缺货待到", "out of stock"),
    "shipped": ("已发运", "shipped"),
    "received": ("已签收", "received"),
}
"""How far a request for a part is."""
VISIT_STATES: Final[Words] = {
    "planned": ("已约定", "agreed"),
    "moved": ("已改约", "moved"),
    "missed": ("逾期未到", "missed"),
    "arrived": ("已到达", "on site"),
    "done": ("已完成", "done"),
    "cancelled": ("已取消", "cancelled"),
}
"""How a visit stands."""
STATUSES: Final[Words] = {
    "registered": ("已登记", "registered"),
    "responded": ("已响应", "responded"),
    "in-progress": ("处理中", "in progress"),
    "waiting": ("等待中", "waiting"),
    "resolved": ("已解决", "resolved"),
    "confirmed": ("已确认", "confirmed"),
    "closed": ("已结案", "closed"),
    "archived": ("已归档", "archived"),
    "cancelled": ("已取消", "cancelled"),
}

SEVERITIES: Final[Words] = {
    severity.code: (severity.zh, severity.en) for pack in shipped().packs for severity in pack.severities
}
"""As the packs that come with the program call them; a row has its words from the ticket's own pack."""

KINDS: Final[Words] = {
    Kind.FAULT: ("故障", "fault"),
    Kind.CONSULTATION: ("咨询", "consultation"),
    Kind.COMPLAINT: ("投诉", "complaint"),
    Kind.RETURN: ("退货", "return"),
    Kind.EXCHANGE: ("换货", "exchange"),
    Kind.REFUND: ("退款", "refund"),
    Kind.MAINTENANCE: ("维护升级", "maintenance or upgrade"),
}

STEPS: Final[Words] = {
    "intake": ("登记", "intake"),
    "first-response": ("首次响应", "first response"),
    "grading": ("分级", "grading"),
    "diagnosis": ("初步诊断", "diagnosis"),
    "plan": ("方案", "plan"),
    "approval": ("审批", "approval"),
    "dispatch": ("派单", "dispatch"),
    "acceptance": ("接单", "acceptance"),
    "visit": ("上门维修", "on-site repair"),
    "workshop": ("送修", "workshop repair"),
    "remote": ("远程处理", "remote handling"),
    "testing": ("测试", "testing"),
    "confirmation": ("客户确认", "confirmation"),
    "follow-up": ("回访", "follow-up"),
    "closing": ("结案", "closing"),
    "archive": ("归档", "archive"),
}
"""处理阶段 of the progress table (PROCESS section 12)."""

WAITS: Final[Words] = {
    "customer": ("客户", "the customer"),
    "part": ("备件", "a part"),
    "third-party": ("第三方", "a third party"),
}

ENDINGS: Final[Words] = {
    "satisfied": ("客户满意", "customer satisfied"),
    "supervisor": ("主管结案", "by the supervisor"),
    "unanswered": ("客户未答复", "customer did not answer"),
    "withdrawn": ("客户撤回", "withdrawn"),
    "invalid": ("无效", "invalid"),
    "duplicate": ("重复", "duplicate"),
    "other": ("其他", "other"),
}
"""How a ticket was closed or cancelled."""

TITLES: Final[Words] = {
    "register": ("售后服务工单登记表", "Work-order register"),
    "faults": ("产品故障信息登记表", "Product fault register"),
    "progress": ("故障处理进度跟踪表", "Progress tracking table"),
    "customers": ("客户档案", "Customer records"),
    "staff": ("员工档案", "Staff records"),
    "sales": ("销量", "Units sold"),
    "clocks": ("时限", "Clocks"),
    "parts": ("备件申请", "Requests for spare parts"),
    "visits": ("上门日程", "Visits"),
    "workload": ("工作量表", "Workload"),
    "dossiers": ("归档案卷目录", "Archived dossiers"),
    "articles": ("知识文章", "Published articles"),
    "figures": ("指标依据", "What figures are counted from"),
    "tasks": ("任务", "Tasks"),
    "processes": ("处理过程", "How tickets went"),
    "spans": ("历史时段", "Spans of histories"),
    "reports": ("月度、季度报告", "Monthly and quarterly reports"),
    "inbox": ("通知记录", "Notices"),
    "views": ("查询方案", "Saved views"),
    "matters": ("事项（退换货、投诉等）", "Matters: returns, complaints and others"),
}


def word(words: Words, code: str | None, *, chinese: bool) -> str:
    """The word for a code; a code without one stands for itself."""
    if code is None:
        return ""
    return words.get(code, (code, code))[0 if chinese else 1]
