"""What stages, actions, roles and the operator are called, in Chinese and English: for refusals and every screen."""

from collections.abc import Iterable
from typing import Final

from domain.ticket.vocabulary import Stage

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

ACTIONS: Final[Words] = {
    "open": ("登记", "open"),
    "acknowledge": ("首次响应", "acknowledge"),
    "grade": ("分级", "grade"),
    "estimate": ("给出预计解决时间", "estimate"),
    "diagnose": ("诊断", "diagnose"),
    "dispatch": ("派单", "dispatch"),
    "accept": ("接单", "accept"),
    "contact": ("联系客户", "contact"),
    "visit": ("约定上门", "visit"),
    "note": ("备注", "note"),
    "escalate": ("升级", "escalate"),
    "pause": ("暂停", "pause"),
    "resume": ("恢复处理", "resume"),
    "resolve": ("解决", "resolve"),
    "confirm": ("登记客户确认", "confirm"),
    "reject": ("登记客户不认可", "reject"),
    "close": ("结案", "close"),
    "reopen": ("重新处理", "reopen"),
    "cancel": ("取消", "cancel"),
    "close-without-consent": ("未经客户确认结案", "close without the customer's word"),
    "import": ("导入", "import"),
    "read": ("查看工单", "read tickets"),
    "operate": ("进行系统运维", "operate the system"),
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

_PERSONS: Final[Words] = {"operator": ("本机操作员", "the local operator"), "unknown": ("不详", "unknown")}
"""Actors without a staff number."""
_IMPORTED: Final[Words] = {"imported": ("导入", "imported")}
_OWN: Final[Words] = {f"own:{role}": (f"{zh}（限本人工单）", f"{en} (own tickets)") for role, (zh, en) in ROLES.items()}

_ALL: Final[Words] = {**STAGES, **ACTIONS, **ROLES, **_OWN, **_IMPORTED}


def word(code: str, *, chinese: bool) -> str:
    """The word for a stage, action or role; a code without one stands for itself."""
    return _ALL.get(code, (code, code))[0 if chinese else 1]


def words(codes: Iterable[str], *, chinese: bool) -> str:
    return ("、" if chinese else ", ").join(word(code, chinese=chinese) for code in codes)


def actor(who: str, *, chinese: bool) -> str:
    """A staff number stands for itself."""
    return _PERSONS.get(who, (who, who))[0 if chinese else 1]
