"""Why something can't be done to a customer's or a staff member's record."""

from typing import Final

from domain.refusals.texts import Texts

TEXTS: Final[Texts] = {
    "customer-not-registered": (
        "没有这位客户的档案，请先登记客户。",
        "The customer has no record yet; register them first.",
    ),
    "customer-registered": (
        "该客户已有档案，内容不同；请更改现有档案。",
        "The customer has a record already, which says otherwise; change that one.",
    ),
    "customer-erased": (
        "客户资料已删除，不能再更改。",
        "The customer's data was erased; nothing can be changed any more.",
    ),
    "customer-restricted": (
        "客户资料已限制使用，不能更改；须先由一人申请、另一人批准解除限制。",
        "The customer's data is restricted, so it cannot be changed; "
        "let one person ask to unrestrict it and another approve.",
    ),
    "contact-gap": (
        "联系人须依次编号，不能为第 {number} 位；下一位是第 {next} 位。",
        "Contact persons are numbered in order, so there can be no number {number} yet; the next is {next}.",
    ),
    "no-contact": ("客户没有第 {person} 位联系人。", "The customer has no contact person number {person}."),
    "no-product": (
        "客户没有第 {item} 件产品；登记新产品时请不要填写序号（item）。",
        "The customer has no product number {item}; leave the number (item) out to register a new one.",
    ),
    "serial-registered": (
        "该序列号已登记在客户的第 {item} 件产品上；请更改该产品。",
        "That serial number is already that of the customer's product number {item}; change that one.",
    ),
    "no-consent": (
        "客户没有同意过“{purpose}”，无从撤回。",
        "The customer never agreed to '{purpose}'; nothing to withdraw.",
    ),
    "not-a-key-customer": (
        "只有重要客户（tier 为 key）才有专属服务人员。",
        "Only a key customer (tier 'key') has dedicated staff; set the tier or leave the person out.",
    ),
    "measure-pending": (
        "{by} 已申请“{action}”，尚待另一人批准或驳回。",
        "{by} has asked to {action} already; let another person approve or decline that first.",
    ),
    "measure-not-requested": (
        "没有人申请“{action}”；须先由一人申请，再由另一人批准。",
        "Nobody has asked to {action}; one person asks and another approves.",
    ),
    "second-person-needed": (
        "“{action}”须由申请人以外的另一人批准。",
        "To {action} takes a second person: who asked for it cannot approve it.",
    ),
    "tickets-not-looked-up": (
        "无法查到客户的全部工单，因此不知道资料须保存到何时；请在运行中的服务上办理。",
        "The customer's tickets can't be told here, nor until when their data must be kept; ask the running service.",
    ),
    "ticket-of-another": (
        "{number} 不是该客户的工单；请核对工单号。",
        "{number} is no ticket of this customer's; check the number.",
    ),
    "ticket-of-a-hold": (
        "只有申请保全（hold）时才能写明工单（ticket）。",
        "A ticket can be named only where a hold is asked for.",
    ),
    "hold-to-be-lifted": (
        "申请解除保全（lift）时须写明保全序号（hold），其他申请不写。",
        "Say which hold (its number) is to be lifted, and name none where anything else is asked for.",
    ),
    "no-hold": (
        "没有第 {number} 项保全，或已解除。",
        "There is no hold number {number}, or it was lifted already.",
    ),
    "export-not-approved": (
        "没有可领取的导出：须先由一人申请（export），另一人批准（export-customer），批准后七日内领取。",
        "There is no export to fetch: one person asks for it (export), another approves (export-customer), and it can "
        "be fetched for seven days from then.",
    ),
    "customer-not-erased": (
        "客户资料尚未删除。",
        "The customer was not erased.",
    ),
    "ticket-still-kept": (
        "工单 {number} 仍须保存：尚未结束、保存期未满或有保全。",
        "Ticket {number} still has to be kept: it is open, its years are not over, or a hold is placed.",
    ),
    "staff-not-joined": (
        "没有这个工号的员工档案，请先登记员工。",
        "There is no record under this staff number; enter it first.",
    ),
    "staff-joined": (
        "工号 {number} 已有在职员工；请更改其档案。",
        "Staff number {number} is that of somebody who works here; change that record.",
    ),
    "staff-left": (
        "工号 {number} 的员工在这些日子不在职；请核对日期，如重新入职，请先登记员工。",
        "The person with staff number {number} does not work here on those days; check the days, or enter them again.",
    ),
    "days-reversed": (
        "截止日 {until} 早于起始日 {since}，请核对日期。",
        "The last day, {until}, is before the first, {since}: check the days.",
    ),
    "own-role": ("不能给自己授予角色；请由他人办理。", "Nobody grants a role to themselves; let another person do it."),
    "self-appointed": ("不能指定自己代班；请由他人指定。", "Nobody appoints themselves a stand-in: let another do it."),
    "own-stand-in": (
        "不能为自己代班；请填写缺勤者的工号。",
        "Nobody stands in for themselves; name the absent person.",
    ),
    "shift-outside": (
        "班次日期 {day} 不在排班期间（{since} 至 {until}）内。",
        "The shift on {day} is outside the roster's days, {since} to {until}.",
    ),
    "shift-of-no-length": (
        "{day} {start} 的班次没有时长：开始与结束相同；请核对时间，24 小时值班请分为两个班次。",
        "The shift of {day} at {start} ends as it begins: check the times, and say a whole day's duty as two shifts.",
    ),
    "shifts-overlap": (
        "{day} {start} 开始的班次与前一班次重叠；请核对时间。",
        "The shift of {day} at {start} begins before the one before it ends: check the times.",
    ),
    "role-not-held": (
        "该员工没有“{roles}”角色，无从收回。",
        "The person never had the role {roles}; nothing to revoke.",
    ),
    "skill-not-held": ("没有登记过技能“{skill}”，无从撤销。", "No skill '{skill}' is on record; nothing to withdraw."),
    "no-leave": (
        "{since} 至 {until} 没有请假，无从销假。",
        "There is no leave from {since} to {until}; nothing to cancel.",
    ),
    "stand-in-away": (
        "工号 {number} 在此期间请假，不能代班；请另选一人或缩短期间。",
        "The person with staff number {number} is on leave in those days; name another, or other days.",
    ),
    "not-standing-in": (
        "没有为 {absent} 代班，无从结束。",
        "The person does not stand in for {absent}; nothing to release.",
    ),
    "not-in-team": ("该员工不在班组“{team}”，无从退出。", "The person is not in team '{team}'; nothing to leave."),
}
