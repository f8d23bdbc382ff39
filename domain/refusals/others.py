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
}
