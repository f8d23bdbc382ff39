"""How grave it is, and why: in words about this very case."""

from typing import Final

from domain.policy.in_force import shipped
from domain.ticket.commands import GradeTicket
from domain.ticket.vocabulary import Kind
from gongdan.demo.stories.case import Case, Steps

_WHY: Final = {
    "appliance": ("核心功能失效，无法使用", "主要功能下降，影响日常使用", "次要功能问题，可以继续使用"),
    "handbook": ("营业中断，核心业务受影响", "部分影响使用，可临时绕过", "另有办法可用，不影响营业"),
    "service-plan": ("营业中断，核心业务受影响", "部分影响使用，可临时绕过", "另有办法可用，不影响营业"),
    "software-support": ("门店无法营业", "部分功能受影响", "单个账号或次要功能，不影响营业"),
}
"""By the pack, from the gravest on."""
_MILD: Final = {
    Kind.CONSULTATION: "咨询，不影响使用",
    Kind.MAINTENANCE: "例行保养，不影响使用",
    Kind.EXCHANGE: "退换货申请，按流程办理",
    Kind.REFUND: "退换货申请，按流程办理",
}


def grading(case: Case, place: int | None = None) -> Steps:
    """By what is the matter, unless ``place`` says it: 0 is the gravest."""
    ranked = sorted(shipped().newest(case.pack).severities, key=lambda severity: severity.rank)
    mild = None if case.is_dangerous else _MILD.get(case.kind)
    if place is None:
        weights = {n: float(weight) for n, weight in enumerate(case.fault.severity)}
        place = 2 if mild else 0 if case.is_dangerous else case.chance.weighted(weights)
    why = "存在漏电隐患，须立即停用" if case.is_dangerous else mild or _WHY[case.pack][place]
    grade = GradeTicket(severity=ranked[place].code, reason=f"{case.summary}；{why}")
    yield from case.does(case.agents, grade, case.brief(1, 6))
