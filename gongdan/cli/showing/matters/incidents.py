"""The words of incidents."""

from typing import Final

from domain.wording import Words

FIELDS: Final[Words] = {
    "signal": ("信号", "signal"),
    "alarm-raised.product": ("产品名称", "product"),
    "alarm-raised.region": ("地区", "region"),
    "alarm-raised.kind": ("诉求类型", "kind"),
    "observed": ("实际数量", "observed"),
    "usual": ("平常数量", "usual"),
    "alarm-raised.minutes": ("统计时长（分钟）", "counted over (minutes)"),
    "signal-repeated.minutes": ("统计时长（分钟）", "counted over (minutes)"),
    "response-team-called.team": ("小组成员", "team"),
    "duty": ("职责", "duty"),
    "what": ("内容", "what"),
    "measure-taken.what": ("措施", "measure"),
    "measure-taken.staff": ("执行人", "taken by"),
    "measure-taken.at": ("时间", "at"),
    "customers-informed.customers": ("告知客户数", "customers told"),
    "customers-informed.tickets": ("涉及工单", "tickets"),
    "service-restored.at": ("恢复时间", "restored at"),
    "incident-reviewed.cause": ("原因", "cause"),
    "lessons": ("经验教训", "lessons"),
    "incident.product": ("产品名称", "product"),
    "incident.region": ("地区", "region"),
    "incident.tickets_of": ("诉求类型", "kind of tickets"),
    "incident.signals": ("信号次数", "signals"),
    "incident.team": ("小组成员", "team"),
    "incident.measures": ("措施数", "measures taken"),
    "incident.informed": ("告知客户次数", "times customers were told"),
    "incident.improvement": ("改进编号", "improvement"),
}

CODES: Final[dict[str, Words]] = {
    "signal": {
        "ticket-spike": ("工单激增", "ticket spike"),
        "interruption": ("服务中断", "service interruption"),
        "mass-complaints": ("集中投诉", "mass complaints"),
        "security": ("安全事件", "security event"),
        "natural-event": ("自然灾害", "natural event"),
    },
    "duty": {
        "lead": ("组长", "lead"),
        "technical": ("技术", "technical"),
        "customer-contact": ("客户联络", "customer contact"),
        "communication": ("信息发布", "communication"),
        "logistics": ("物资", "logistics"),
        "records": ("记录", "records"),
    },
}
