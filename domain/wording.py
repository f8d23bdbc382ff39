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
    "look-up": ("查找客户", "look up customers"),
    "read-customer": ("查看客户档案", "read a customer's record"),
    "list-staff": ("查看员工名单", "list staff"),
    "read-staff": ("查看员工档案", "read a staff record"),
    "register": ("登记客户", "register a customer"),
    "rename": ("更改客户名称", "rename a customer"),
    "change-contact": ("更改联系人", "change a contact person"),
    "remove-contact": ("移除联系人", "remove a contact person"),
    "agree-contract": ("登记合同等级", "set the contract tier"),
    "choose-notices": ("选择通知方式", "choose how to be told"),
    "register-product": ("登记产品", "register a product"),
    "release-product": ("移除产品", "release a product"),
    "give-consent": ("登记客户同意", "record a consent"),
    "withdraw-consent": ("登记撤回同意", "withdraw a consent"),
    "request-measure": ("申请限制或删除客户资料", "ask to restrict or erase a customer"),
    "decline-measure": ("驳回限制或删除申请", "decline to restrict or erase a customer"),
    "restrict": ("限制使用客户资料", "restrict a customer"),
    "unrestrict": ("解除客户资料限制", "unrestrict a customer"),
    "erase": ("删除客户资料", "erase a customer"),
    "join": ("登记员工", "enter a member of staff"),
    "rename-staff": ("更改员工姓名", "rename a member of staff"),
    "assign-office": ("更改职务称呼", "say what somebody is shown as"),
    "grant-role": ("授予角色", "grant a role"),
    "revoke-role": ("收回角色", "revoke a role"),
    "certify-skill": ("登记技能", "record a skill"),
    "withdraw-skill": ("撤销技能", "withdraw a skill"),
    "record-training": ("登记培训", "record a training"),
    "set-roster": ("排班", "set a roster"),
    "take-leave": ("登记请假", "record leave"),
    "cancel-leave": ("销假", "cancel leave"),
    "stand-in": ("指定代班", "name a stand-in"),
    "release-stand-in": ("结束代班", "release a stand-in"),
    "join-team": ("加入班组", "join a team"),
    "leave-team": ("退出班组", "leave a team"),
    "end-employment": ("登记离职", "record that somebody left"),
    "verify": ("核验信息", "verify what the customer said"),
    "attach": ("添加附件", "add an attachment"),
    "communicate": ("记录沟通", "record what was said"),
    "route": ("分流", "route"),
    "link": ("关联工单", "link"),
    "merge": ("合并", "merge"),
    "warranty": ("核定保修", "assess the warranty"),
    "authorise-remote": ("登记远程授权", "record the authorisation of remote assistance"),
    "refuse-remote": ("登记拒绝远程", "record that remote assistance is refused"),
    "assist": ("远程协助", "assist remotely"),
    "consult": ("查阅知识文章", "consult an article"),
    "collaborate": ("请求协作", "ask another department"),
    "answer": ("答复协作", "answer a department's request"),
    "call-meeting": ("召集会议", "call a meeting"),
    "meet": ("登记会议", "record a meeting"),
    "propose-plan": ("提交方案", "propose a plan"),
    "approve-plan": ("批准方案", "approve a plan"),
    "reject-plan": ("驳回方案", "reject a plan"),
    "share-plan": ("向客户发送方案", "send the plan to the customer"),
    "choose-option": ("登记客户选择", "record the customer's choice"),
    "decline": ("拒单", "decline"),
    "move-visit": ("改约上门", "move the visit"),
    "send-in": ("约定送修", "agree a send-in"),
    "arrive": ("到达现场", "arrive on site"),
    "start": ("开始处理", "begin the handling"),
    "verify-product": ("核对产品", "verify the product"),
    "consent": ("登记同意维修", "record the consent to the repair"),
    "refuse-repair": ("登记不同意维修", "record that the repair is refused"),
    "log-work": ("记录工作", "log work"),
    "test": ("功能测试", "test the function"),
    "request-part": ("申请备件", "request a part"),
    "confirm-part": ("确认备件库存", "confirm a part"),
    "ship-part": ("发运备件", "ship a part"),
    "receive-part": ("签收备件", "receive a part"),
    "use-part": ("使用备件", "use a part"),
    "return-part": ("退回旧件", "return the defective part"),
    "quote": ("报价", "quote a fee"),
    "accept-fee": ("登记同意付费", "record that the fee is accepted"),
    "decline-fee": ("登记不同意付费", "record that the fee is declined"),
    "charge": ("收费", "charge"),
    "propose-compensation": ("提出补偿", "propose a compensation"),
    "approve-compensation": ("批准补偿", "approve a compensation"),
    "reject-compensation": ("驳回补偿", "reject a compensation"),
    "announce-compensation": ("告知补偿", "announce a compensation"),
    "give-compensation": ("给付补偿", "give a compensation"),
    "share-progress": ("同步进度", "share progress"),
    "request-cooperation": ("请客户配合", "ask the customer to cooperate"),
    "provide-cooperation": ("登记客户已配合", "record the customer's cooperation"),
    "propose-routing": ("提交分流规则", "propose routing rules"),
    "approve-routing": ("同意分流规则", "approve routing rules"),
    "reject-routing": ("撤下分流规则", "reject routing rules"),
    "publish-routing": ("启用分流规则", "publish routing rules"),
    "correct": ("更正记录", "correct the record"),
    "back-date": ("补登", "back-date"),
    "unmask": ("查看个人信息", "see personal data"),
    "close-without-consent": ("未经客户确认结案", "close without the customer's word"),
    "import": ("导入", "import"),
    "read": ("查看工单", "read tickets"),
    "operate": ("进行系统运维", "operate the system"),
    "propose-policy": ("提出政策包", "propose a policy pack"),
    "approve-policy": ("批准政策包", "approve a policy pack"),
    "reject-policy": ("驳回政策包", "reject a policy pack"),
    "publish-policy": ("发布政策包", "publish a policy pack"),
    "propose-calendar": ("提出日历", "propose a calendar"),
    "approve-calendar": ("批准日历", "approve a calendar"),
    "reject-calendar": ("驳回日历", "reject a calendar"),
    "publish-calendar": ("发布日历", "publish a calendar"),
    "read-rules": ("查看政策包与日历", "read policy packs and calendars"),
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

_PERSONS: Final[Words] = {"operator": ("本机操作员", "the local operator"), "unknown": ("不详", "unknown")}
"""Actors without a staff number."""
_IMPORTED: Final[Words] = {"imported": ("导入", "imported")}
_SCOPES: Final[Words] = {
    "own": ("限本人工单", "own tickets"),
    "own-team": ("限本人及本班组工单", "own and their team's tickets"),
    "assigned": ("限派给本人的工单", "tickets dispatched to them"),
    "team": ("限本班组工单", "their team's tickets"),
    "asked": ("限本部门被请求的", "what their department was asked"),
}
_SCOPED: Final[Words] = {
    f"{scope}:{role}": (f"{zh}（{scope_zh}）", f"{en} ({scope_en})")
    for role, (zh, en) in ROLES.items()
    for scope, (scope_zh, scope_en) in _SCOPES.items()
}

_ALL: Final[Words] = {**DEPARTMENTS, **STAGES, **ACTIONS, **ROLES, **_SCOPED, **_IMPORTED}


def word(code: str, *, chinese: bool) -> str:
    """The word for a stage, action or role; a code without one stands for itself."""
    return _ALL.get(code, (code, code))[0 if chinese else 1]


def words(codes: Iterable[str], *, chinese: bool) -> str:
    return ("、" if chinese else ", ").join(word(code, chinese=chinese) for code in codes)


def actor(who: str, *, chinese: bool) -> str:
    """A staff number stands for itself."""
    return _PERSONS.get(who, (who, who))[0 if chinese else 1]
