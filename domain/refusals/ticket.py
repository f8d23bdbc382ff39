"""Why something can't be done to a ticket at this point of its life."""

from typing import Final

from domain.refusals.texts import Texts

TEXTS: Final[Texts] = {
    "linked-by-the-desk": (
        "脚本不能关联、合并工单，也不能按重复取消；请通过服务（API 或命令行）办理。",
        "A script cannot link or merge tickets or cancel one as a duplicate: ask the service (API or command line).",
    ),
    "wrong-stage": (
        "工单当前为“{stage}”，不能{action}；现在可以：{allowed}。",
        "The ticket is {stage}, so it is too early or too late to {action}; possible now: {allowed}.",
    ),
    "not-opened": ("没有这张工单，请先登记。", "There is no such ticket; open it first."),
    "already-opened": (
        "工单已登记，不能重复登记；新的问题请另行登记。",
        "The ticket is already open, so it cannot be opened again; open another for a new problem.",
    ),
    "unknown-severity": (
        "没有“{severity}”这一问题分级；可用：{allowed}。",
        "'{severity}' is not a severity here; possible: {allowed}.",
    ),
    "not-graded": (
        "工单尚未分级，不能派单或施工；请先分级。",
        "The ticket is not graded, so it can be neither dispatched nor worked on; grade it first.",
    ),
    "not-acknowledged": (
        "尚未首次响应客户，不能解决；请先登记首次响应。",
        "The customer has had no first response, so it cannot be resolved; acknowledge it first.",
    ),
    "no-engineer": (
        "工单目前未派给任何工程师；请先派单。",
        "The ticket is dispatched to no engineer now; dispatch one first.",
    ),
    "warranty-reason-needed": (
        "产品至 {ends} 在保修期内；核定为不在保修期内，须说明原因（reason）。",
        "The product is under warranty until {ends}: assessing it otherwise needs a reason (reason).",
    ),
    "remote-refused": (
        "客户不同意远程协助，不能远程处理；客户改变主意时请先登记授权（authorise-remote），否则请指导客户或上门。",
        "The customer does not allow remote assistance. Record their authorisation first if they changed their mind "
        "(authorise-remote); else guide them, or go there.",
    ),
    "reason-needed": ("改派须说明原因（reason）。", "Passing the work to another person needs a reason."),
    "not-confirmed": (
        "客户尚未确认，不能按“客户满意”结案；请先取得客户确认，或由主管说明原因后结案。",
        "The customer has not confirmed, so it cannot be closed as satisfied; "
        "have it confirmed, or let a supervisor close it with a reason.",
    ),
    "not-resolved": (
        "问题尚未解决，不能按“客户未答复”结案；请先解决，或由主管说明原因后结案。",
        "It is not resolved, so it cannot be closed as unanswered; "
        "resolve it, or let a supervisor close it with a reason.",
    ),
    "supervisor-reason-needed": (
        "未经客户确认的结案须说明原因（reason）。",
        "Closing without the customer's word needs a reason.",
    ),
    "purchased-later": (
        "购买日期 {purchased} 晚于所记录之日 {day}；请核对购买日期（purchased）。",
        "The day of purchase, {purchased}, is after the day of what is recorded, {day}: check it (purchased).",
    ),
    "information-missing": (
        "信息尚不完整，缺少：{missing}；请先补充（更正登记内容，或登记客户档案、凭证附件），或列为缺漏（missing）。",
        "The information is not complete, there is no {missing}: enter it first (correct the opening, the customer's "
        "record, or add the voucher as a file), or list it (missing).",
    ),
    "entered-by-another": (
        "第 {version} 项记录由他人登记，客户只能更正本人登记的内容；请以备注（note）说明何处有误，或联系客服。",
        "Entry {version} was made by somebody else; a customer corrects what they entered themselves: say in a note "
        "what is wrong (note), or tell our staff.",
    ),
    "for-staff-to-say": (
        "{field}由我方工作人员填写，客户不能填写；请不要填写，或联系客服。",
        "The {field} is for our staff to say: leave it out, or ask them.",
    ),
    "original-needed": (
        "因重复而取消，须注明原工单号（duplicate_of）。",
        "A duplicate needs the number of the ticket that it repeats (duplicate_of).",
    ),
    "ticket-not-found": ("没有工单 {number}；请核对工单号。", "There is no ticket {number}: check the number."),
    "bad-number": (
        "“{number}”不是工单号：只能用英文字母、数字、_ 和 -，1 至 100 个字符。",
        "'{number}' is not a ticket number: only A-Z a-z 0-9 _ - are allowed, 1 to 100 characters.",
    ),
}
