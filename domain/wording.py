"""What stages, actions, roles and the operator are called, in Chinese and English: for refusals and every screen."""

from collections.abc import Iterable
from typing import Final

from domain.actions import ACTIONS
from domain.ticket.vocabulary import Channel, Stage

Words = dict[str, tuple[str, str]]

STAGES: Final[Words] = {
    Stage.OPENED: ("已登记", "opened"),
    Stage.ACKNOWLEDGED: ("已响应", "acknowledged"),
    Stage.GRADED: ("已分级", "graded"),
    Stage.DIAGNOSED: ("已诊断", "diagnosed"),
    Stage.PLANNED: ("方案已批准", "planned"),
    Stage.DISPATCHED: ("已派单", "dispatched"),
    Stage.ACCEPTED: ("已接单", "accepted"),
    Stage.IN_PROGRESS: ("处理中", "in progress"),
    Stage.REOPENED: ("重新处理中", "reopened"),
    Stage.PAUSED: ("等待中", "paused"),
    Stage.RESOLVED: ("已解决", "resolved"),
    Stage.CONFIRMED: ("已确认", "confirmed"),
    Stage.CLOSED: ("已结案", "closed"),
    Stage.ARCHIVED: ("已归档", "archived"),
    Stage.CANCELLED: ("已取消", "cancelled"),
    Stage.MERGED: ("已合并", "merged"),
}

ROLES: Final[Words] = {
    "customer": ("客户", "customer"),
    "agent": ("客服", "agent"),
    "engineer": ("工程师", "engineer"),
    "supervisor": ("主管", "supervisor"),
    "complaint-handler": ("投诉处理", "complaint handler"),
    "department-contact": ("接口人", "department contact"),
    "warehouse": ("备件", "warehouse"),
    "returns-inspector": ("退货质检", "returns inspector"),
    "quality": ("质检", "quality"),
    "manager": ("总监", "manager"),
    "clerk": ("文员", "clerk"),
    "emergency-team": ("应急小组", "emergency team"),
    "auditor": ("审计", "auditor"),
    "privacy-officer": ("个人信息保护", "privacy officer"),
    "administrator": ("系统管理员", "administrator"),
}

DEPARTMENTS: Final[Words] = {
    "product": ("产品", "product"),
    "logistics": ("物流", "logistics"),
    "process-optimisation": ("流程优化组", "process optimisation"),
    "research": ("研发", "research"),
    "technical": ("技术", "technical"),
    "service": ("服务", "service"),
}

FAULT_TYPES: Final[Words] = {
    "hardware": ("硬件", "hardware"),
    "software": ("软件", "software"),
    "operation": ("操作", "operation"),
    "product-defect": ("产品缺陷", "product defect"),
    "other": ("其他", "other"),
}
CHANNELS: Final[Words] = {
    Channel.PHONE: ("电话", "phone"),
    Channel.CHAT: ("在线客服", "online chat"),
    Channel.WECHAT: ("微信公众号", "WeChat"),
    Channel.EMAIL: ("邮件", "e-mail"),
    Channel.WEB: ("网页", "web form"),
    Channel.APP: ("APP", "app"),
    Channel.SOCIAL: ("社交媒体", "social media"),
    Channel.SMS: ("短信", "text message"),
    Channel.WALK_IN: ("现场", "walk-in"),
    Channel.UNKNOWN: ("未知", "unknown"),
}

_PERSONS: Final[Words] = {
    "operator": ("本机操作员", "the local operator"),
    "unknown": ("不详", "unknown"),
    "gongdan": ("系统", "the system"),
}
"""Actors without a staff number."""
SYSTEM: Final[Words] = {"system": ("系统", "the system")}
"""The program itself, which is no person's role."""
_IMPORTED: Final[Words] = {"imported": ("导入", "imported")}
_SCOPES: Final[Words] = {
    "own": ("限本人工单", "own tickets"),
    "own-team": ("限本人及本班组工单", "own and their team's tickets"),
    "assigned": ("限派给本人的工单", "tickets dispatched to them"),
    "team": ("限本班组工单", "their team's tickets"),
    "parts": ("限申请过备件的工单", "tickets on which a part was asked for"),
    "asked": ("限本部门被请求的", "what their department was asked"),
    "customer:own": ("限本人档案", "their own record"),
    "staff:own": ("限本人档案", "their own record"),
    "staff:team": ("限本班组员工的档案", "the records of their team"),
    "other:own": ("限与本人有关的", "what concerns them"),
    "other:team": ("限本班组的", "their team's"),
    "other:asked": ("限本部门被请求的", "what their department was asked"),
}
_SCOPED: Final[Words] = {
    f"{scope}:{role}": (f"{zh}（{scope_zh}）", f"{en} ({scope_en})")
    for role, (zh, en) in ROLES.items()
    for scope, (scope_zh, scope_en) in _SCOPES.items()
}

_ALL: Final[Words] = {**DEPARTMENTS, **STAGES, **ACTIONS, **ROLES, **_SCOPED, **SYSTEM, **_IMPORTED}


def word(code: str, *, chinese: bool) -> str:
    """The word for a stage, action or role; a code without one stands for itself."""
    return _ALL.get(code, (code, code))[0 if chinese else 1]


def words(codes: Iterable[str], *, chinese: bool) -> str:
    return ("、" if chinese else ", ").join(word(code, chinese=chinese) for code in codes)


def actor(who: str, *, chinese: bool) -> str:
    """A staff number stands for itself."""
    return _PERSONS.get(who, (who, who))[0 if chinese else 1]
