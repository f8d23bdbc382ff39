"""What happened at a fact, as a sentence about a clock says it."""

from typing import Final

from domain.wording import Words

HAPPENED: Final[Words] = {
    "ticket-opened": ("客户反馈", "reported"),
    "receipt-acknowledged": ("已响应", "answered"),
    "ticket-graded": ("已分级", "graded"),
    "ticket-routed": ("已分流", "routed"),
    "estimate-given": ("给出预计解决时间", "estimate given"),
    "information-verified": ("已核验信息", "details checked"),
    "fault-diagnosed": ("已诊断", "diagnosed"),
    "remote-assistance-given": ("已远程协助", "remote assistance given"),
    "customer-contacted": ("已联系客户", "customer contacted"),
    "collaboration-requested": ("请求跨部门协作", "collaboration requested"),
    "collaboration-answered": ("协作已答复", "collaboration answered"),
    "meeting-called": ("召集会议", "meeting called"),
    "meeting-held": ("会议已召开", "meeting held"),
    "ticket-escalated": ("已升级", "escalated"),
    "plan-proposed": ("提出方案", "plan proposed"),
    "plan-approved": ("方案已批准", "plan approved"),
    "plan-shared": ("方案已发客户", "plan shared"),
    "option-chosen": ("客户已选方案", "option chosen"),
    "engineer-dispatched": ("已派单", "dispatched"),
    "dispatch-accepted": ("已接单", "accepted"),
    "dispatch-declined": ("已拒单", "declined"),
    "send-in-agreed": ("约定送修", "send-in agreed"),
    "visit-promised": ("约定上门", "visit promised"),
    "visit-moved": ("改约上门", "visit moved"),
    "engineer-arrived": ("到达现场", "arrived"),
    "handling-started": ("开始处理", "handling started"),
    "work-logged": ("已记录工作", "work logged"),
    "function-tested": ("已测试", "tested"),
    "fee-quoted": ("已报价", "quoted"),
    "fee-accepted": ("客户同意费用", "fee accepted"),
    "part-requested": ("申请备件", "part requested"),
    "part-confirmed": ("已确认备件", "part confirmed"),
    "part-shipped": ("备件已发出", "part shipped"),
    "part-received": ("备件已签收", "part received"),
    "defective-part-returned": ("坏件已返回", "defective part returned"),
    "cooperation-requested": ("请客户配合", "cooperation requested"),
    "cooperation-provided": ("客户已配合", "provided"),
    "progress-shared": ("已同步进度", "progress shared"),
    "ticket-resolved": ("已解决", "resolved"),
    "resolution-confirmed": ("客户已确认", "confirmed"),
    "resolution-rejected": ("客户不认可", "rejected by the customer"),
    "objection-raised": ("客户提出异议", "objected to"),
    "survey-sent": ("已发调查", "survey sent"),
    "survey-answered": ("客户评价", "survey answered"),
    "callback-made": ("已回电", "called back"),
    "follow-up-made": ("已回访", "followed up"),
    "ticket-closed": ("已结案", "closed"),
    "ticket-reopened": ("重新处理", "reopened"),
    "ticket-cancelled": ("已取消", "cancelled"),
    "ticket-merged": ("已合并", "merged"),
    "ticket-archived": ("已归档", "archived"),
    "ticket-paused": ("暂停", "paused"),
    "ticket-resumed": ("恢复", "resumed"),
    "complaint-raised": ("提出投诉", "complaint raised"),
    "complaint-assessed": ("投诉已评估", "complaint assessed"),
    "complaint-answered": ("投诉已答复", "complaint answered"),
    "complaint-handled": ("投诉已办结", "complaint handled"),
    "complaint-withdrawn": ("投诉已撤回", "complaint withdrawn"),
    "month-ended": ("月末", "month ended"),
    "quarter-ended": ("季末", "quarter ended"),
    "report-published": ("报告已发布", "report published"),
}
"""By the stored name."""

WAITS: Final[Words] = {
    "customer": ("等待客户", "waiting for the customer"),
    "part": ("等待备件", "waiting for a part"),
    "third-party": ("等待第三方", "waiting for a third party"),
}


def happened(name: str, *, chinese: bool) -> str:
    """A name without words stands for itself."""
    return HAPPENED.get(name, (name, name))[0 if chinese else 1]
