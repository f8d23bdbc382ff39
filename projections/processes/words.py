"""What the activities of a process map are called, in Chinese and English: nouns, short enough for a box."""

from typing import Final

from domain.wording import Words
from projections.processes.finding import Level
from projections.wording.words import STEPS

ACTIVITIES: Final[Words] = {
    "ticket-opened": ("登记", "Opened"),
    "receipt-acknowledged": ("首次响应", "First response"),
    "information-verified": ("信息核验", "Information verified"),
    "communication-logged": ("沟通记录", "Communication"),
    "ticket-routed": ("分流", "Routed"),
    "estimate-given": ("给出预计解决时间", "Estimate given"),
    "ticket-merged": ("合并", "Merged"),
    "ticket-absorbed": ("并入其他工单", "Took in another ticket"),
    "warranty-assessed": ("核定保修", "Warranty assessed"),
    "ticket-graded": ("分级", "Graded"),
    "fault-diagnosed": ("初步诊断", "Diagnosed"),
    "remote-assistance-authorised": ("客户同意远程协助", "Remote assistance authorised"),
    "remote-assistance-refused": ("客户不同意远程协助", "Remote assistance refused"),
    "remote-assistance-given": ("远程协助", "Remote assistance"),
    "article-consulted": ("查阅知识文章", "Article consulted"),
    "collaboration-requested": ("请求协作", "Collaboration requested"),
    "collaboration-answered": ("协作答复", "Collaboration answered"),
    "meeting-called": ("召集会议", "Meeting called"),
    "meeting-held": ("跨部门会议", "Meeting held"),
    "ticket-escalated": ("升级", "Escalated"),
    "plan-proposed": ("提出方案", "Plan proposed"),
    "plan-approved": ("批准方案", "Plan approved"),
    "plan-rejected": ("驳回方案", "Plan rejected"),
    "plan-shared": ("方案发送客户", "Plan sent to the customer"),
    "option-chosen": ("客户选择方案", "Option chosen"),
    "engineer-dispatched": ("派单", "Dispatched"),
    "dispatch-accepted": ("接单", "Accepted"),
    "dispatch-declined": ("拒单", "Declined"),
    "customer-contacted": ("联系客户", "Customer contacted"),
    "visit-promised": ("约定上门", "Visit promised"),
    "visit-moved": ("改约上门", "Visit moved"),
    "send-in-agreed": ("约定送修", "Send-in agreed"),
    "engineer-arrived": ("到达现场", "Arrived on site"),
    "handling-started": ("开始处理", "Handling started"),
    "product-verified": ("核对产品", "Product verified"),
    "repair-consented": ("客户同意维修", "Repair agreed to"),
    "repair-refused": ("客户不同意维修", "Repair refused"),
    "work-logged": ("处理记录", "Work logged"),
    "function-tested": ("功能测试", "Function tested"),
    "part-requested": ("申请备件", "Part requested"),
    "part-confirmed": ("确认备件库存", "Part confirmed"),
    "part-shipped": ("备件发运", "Part shipped"),
    "part-received": ("备件签收", "Part received"),
    "part-used": ("使用备件", "Part used"),
    "defective-part-returned": ("旧件退回", "Defective part returned"),
    "fee-quoted": ("报价", "Fee quoted"),
    "fee-accepted": ("客户同意付费", "Fee accepted"),
    "fee-declined": ("客户不同意付费", "Fee declined"),
    "fee-charged": ("收费", "Fee charged"),
    "compensation-proposed": ("提出补偿", "Compensation proposed"),
    "compensation-approved": ("批准补偿", "Compensation approved"),
    "compensation-rejected": ("驳回补偿", "Compensation rejected"),
    "compensation-announced": ("告知补偿", "Compensation announced"),
    "compensation-given": ("给付补偿", "Compensation given"),
    "cooperation-requested": ("请客户配合", "Cooperation requested"),
    "cooperation-provided": ("客户已配合", "Cooperation provided"),
    "progress-shared": ("进度同步", "Progress shared"),
    "ticket-paused": ("暂停等待", "Paused"),
    "ticket-resumed": ("恢复处理", "Resumed"),
    "ticket-resolved": ("解决", "Resolved"),
    "resolution-confirmed": ("客户确认", "Confirmed by the customer"),
    "resolution-rejected": ("客户不认可", "Rejected by the customer"),
    "survey-sent": ("发送满意度调查", "Survey sent"),
    "survey-answered": ("客户评价", "Survey answered"),
    "callback-made": ("低分回电", "Call-back"),
    "follow-up-made": ("回访", "Follow-up"),
    "objection-raised": ("客户异议", "Objection"),
    "reminder-sent": ("提醒客户", "Reminder sent"),
    "closing-report-written": ("结案报告", "Closing report"),
    "service-record-completed": ("服务记录", "Service record"),
    "ticket-closed": ("结案", "Closed"),
    "ticket-reopened": ("重新处理", "Reopened"),
    "ticket-cancelled": ("取消", "Cancelled"),
    "ticket-archived": ("归档", "Archived"),
    "note-added": ("备注", "Note"),
    "attachment-added": ("添加附件", "Attachment"),
    "ticket-linked": ("关联工单", "Linked"),
}
"""By the stored name of the event; what another system calls an activity stands for itself."""


def title(activity: str, level: Level, *, chinese: bool) -> str:
    """What an activity is called at a level, for this reader."""
    place = 0 if chinese else 1
    if level == "event":
        return ACTIVITIES.get(activity, (activity, activity))[place]
    said = STEPS.get(activity, (activity, activity))[place]
    return said[:1].upper() + said[1:]
