"""Why something is refused for what another record says: that of the staff, of another ticket, of the customer."""

from typing import Final

from domain.refusals.texts import Texts

TEXTS: Final[Texts] = {
    "engineer-not-on-record": (
        "没有工号 {number} 的员工档案，不能派单；请核对工号，或先登记员工。",
        "There is no record under staff number {number}, so it cannot be dispatched to them; "
        "check the number, or enter the person first.",
    ),
    "engineer-not-employed": (
        "工号 {number} 的员工 {day} 不在职，不能派单；请另选一人。",
        "The person with staff number {number} does not work here on {day}; dispatch another.",
    ),
    "engineer-without-role": (
        "工号 {number} 的员工 {day} 没有工程师角色，派单后不能接单；请另选一人，或说明原因（reason）。",
        "The person with staff number {number} does not hold the engineer's role on {day} and could not accept; "
        "dispatch another, or say why (reason).",
    ),
    "engineer-on-leave": (
        "工号 {number} 的员工 {day} 请假；请另选一人，或说明为何仍派给此人（reason）。",
        "The person with staff number {number} is on leave on {day}; dispatch another, or say why it is them (reason).",
    ),
    "engineer-without-skill": (
        "工号 {number} 的员工 {day} 没有该产品的有效技能或证书；请另选一人，或说明为何仍派给此人（reason）。",
        "The person with staff number {number} holds no valid skill or certificate for this product on {day}; "
        "dispatch another, or say why it is them (reason).",
    ),
    "on-leave": (
        "工号 {number} 请假至 {until}，此间不能审批或回电；请由代班人或其他有权的人办理。",
        "Staff number {number} is on leave until {until} and neither judges nor calls back meanwhile: "
        "a stand-in or somebody else who may does it.",
    ),
    "staff-not-on-record": (
        "没有以下工号的员工档案：{numbers}；请核对工号，或先登记员工。",
        "There is no record under these staff numbers: {numbers}; check them, or enter the people first.",
    ),
    "staff-not-employed": (
        "工号 {number} 的员工 {day} 不在职；请另选一人。",
        "The person with staff number {number} does not work here on {day}: name another.",
    ),
    "original-is-itself": (
        "工单不能因与自身重复而取消；请填写原工单的工单号（duplicate_of）。",
        "A ticket cannot be cancelled for repeating itself: name the ticket that it repeats (duplicate_of).",
    ),
    "original-not-found": (
        "没有工单 {number}，不能作为重复的原工单；请核对工单号（duplicate_of）。",
        "There is no ticket {number} that this one could repeat: check the number (duplicate_of).",
    ),
    "visit-during-leave": (
        "{number} 在 {day} 休假，不能约定当日上门；请约定其他时间，或改派工程师（dispatch）。",
        "{number} is on leave on {day}, so no visit can be promised for then: agree on another time, or dispatch "
        "another engineer (dispatch).",
    ),
    "visit-by-none": (
        "{number} 在 {day} 不在职，不能约定当日上门；请约定其他时间，或改派工程师（dispatch）。",
        "{number} does not work here on {day}, so no visit can be promised for then: agree on another time, or "
        "dispatch another engineer (dispatch).",
    ),
    "original-cancelled": (
        "原工单 {number} 已取消（不是因重复），无人继续处理；请核对工单号，或按其他原因取消（cancelled_as）。",
        "Ticket {number} was cancelled itself, and not for another, so nobody would go on: check the number, or cancel "
        "this one for another reason (cancelled_as).",
    ),
    "original-repeats-it": (
        "工单 {number} 已因与本工单重复而取消，或已并入本工单，不能再作为本工单的原工单；请保留其中一张。",
        "Ticket {number} was itself cancelled for repeating this one, or merged into it: keep one of the two.",
    ),
    "for-restricted-customer": (
        "客户资料已限制使用：不能为其登记或重新处理工单，不能添加备注、沟通记录、附件或更正，也不能查看明文和附件；进行中的工作可以办完。"
        "须先由一人申请、另一人批准解除限制。",
        "The customer's data is restricted: no ticket is opened or reopened for them, no note, communication, file or "
        "correction is added, and neither values in the clear nor files are shown; work under way may be ended. "
        "Let one person ask to unrestrict it and another approve.",
    ),
    "for-erased-customer": (
        "客户资料已删除：不能再以此编号登记工单，工单上不能再添加客户的信息，也没有明文和附件可看；进行中的工作可以办完。"
        "登记时请不要填写客户编号（customer），将另建编号。",
        "The customer's data was erased: no ticket is opened under that key, nothing of theirs is added to one, and "
        "nothing is left to be shown; work under way may be ended. Leave 'customer' out when you open a ticket, which "
        "makes a new key.",
    ),
}
