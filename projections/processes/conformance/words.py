"""What a turn from each rule of the written process is called, in Chinese and English."""

from typing import Final

from domain.wording import Words

DEVIATIONS: Final[Words] = {
    "not-verified": ("未核验信息即结案", "closed, information never verified"),
    "not-acknowledged": ("未作首次响应", "no first response"),
    "not-graded": ("未分级即解决", "solved without a grade"),
    "graded-without-reason": ("分级未写原因", "graded without a reason"),
    "not-diagnosed": ("未诊断即解决", "solved without a diagnosis"),
    "assisted-unauthorised": ("未经客户授权即远程协助", "remote assistance without the customer's authorisation"),
    "request-unanswered": ("结案时协作请求未答复", "closed while a department owed an answer"),
    "not-approved": ("方案未经批准即执行", "carried out without an approved plan"),
    "no-meeting": ("未开跨部门会议即批准方案", "plan approved without the departments' meeting"),
    "plan-not-shared": ("方案未发送客户即解决", "solved, the plan not sent to the customer"),
    "approved-by-author": ("批准了自己的方案", "a plan approved by its author"),
    "reassigned-without-reason": ("改派未写原因", "reassigned without a reason"),
    "not-accepted": ("未接单即处理", "worked on without acceptance"),
    "no-repair-consent": ("上门维修未经客户同意", "repaired on site without the customer's consent"),
    "not-tested": ("上门维修后未作功能测试", "repaired on site, not tested"),
    "compensation-not-approved": ("补偿未经批准即给付", "compensation given without approval"),
    "charged-without-consent": ("未经客户同意即收费", "charged without the customer's consent"),
    "paused-without-reason": ("暂停未写原因", "paused without a reason"),
    "not-confirmed": ("未经客户确认即结案", "closed without the customer's confirmation"),
    "no-survey": ("未发满意度调查即结案", "closed without a survey"),
    "no-call-back": ("低分未回电即结案", "closed, no call-back after a low score"),
    "not-solved": ("未解决即结案", "closed without a solution"),
    "closed-without-reason": ("主管结案未写原因", "closed by a supervisor without a reason"),
    "no-follow-up": ("未作结案回访即归档", "archived without a follow-up"),
    "no-closing-report": ("无结案报告", "closed without a closing report"),
}
"""By the rule's code."""
