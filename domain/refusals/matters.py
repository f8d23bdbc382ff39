"""Why something can't be done to a return, a complaint or another matter."""

from typing import Final

from domain.refusals.texts import Texts

TEXTS: Final[Texts] = {
    "matter-not-found": ("没有编号为 {number} 的事项。", "There is no matter with the number {number}."),
    "matter-status": (
        "该{kind}{status}，不能“{action}”；“{action}”须在以下状态：{possible}。",
        "This {kind} is {status}, so it is not possible to {action}; that is possible where it is: {possible}.",
    ),
    "matter-of-no-ticket": (
        "没有工单 {number}，请核对工单号（ticket）。",
        "There is no ticket {number}; check the number (ticket).",
    ),
    "named-not-there": (
        "没有编号为“{numbers}”的工单或事项，请核对编号。",
        "There is no ticket or matter with the number {numbers}; check it.",
    ),
    "customer-of-another": (
        "该工单是另一位客户的；请不要填写客户（customer），或填写工单的客户。",
        "The ticket is another customer's; leave the customer out, or give the ticket's own.",
    ),
    "matter-of-nobody": (
        "请说明是哪位客户的：填写工单（ticket），或已建档客户的编号（customer）。",
        "Say whose it is: name a ticket, or a customer who is on record (customer).",
    ),
    "return-of-nothing": (
        "请说明退换什么：产品、型号、序列号、订单号之一，或未取消的工单（ticket）。",
        "Say what is to be given back: a product, model, serial number or order, or else a ticket that was not "
        "cancelled.",
    ),
    "returned-already": (
        "这件商品已有退换货 {number}；请在其中办理，另一件商品请写明其序列号（serial）或型号（model）。",
        "There is a return of these goods already, {number}: go on with that, or name other goods by their serial "
        "number or model (serial, model).",
    ),
    "own-return": (
        "该退换货由您登记，须由他人审核。",
        "You entered this return yourself, so somebody else reviews it.",
    ),
    "defect-settled-otherwise": (
        "质检认定为质量问题，只能退款（refund）或换货（exchange）。",
        "The inspection found a quality defect, so it can only be settled by a refund or an exchange.",
    ),
    "defect-with-fee": (
        "质检认定为质量问题，不得向客户收费。",
        "The inspection found a quality defect, so the customer cannot be asked for a fee.",
    ),
    "settlement-unproved": (
        "代客户登记商定结果，须说明客户如何表示同意（given），并写明工单附件的 SHA-256（evidence）作为凭据。",
        "To record what was agreed on the customer's behalf, say how they gave their word (given) and name the file "
        "that shows it, by its SHA-256 (evidence).",
    ),
    "settlement-not-offered": (
        "质检未认定为质量问题，商定须与客服提出的方案（offered、offered_fee）一致；如有其他要求，请与客服联系。",
        "The inspection found no quality defect, so only what was offered can be agreed to (offered, offered_fee); to "
        "ask for something else, get in touch with us.",
    ),
    "no-ticket-for-proof": (
        "该事项没有工单，无处存放凭据，只能由客户本人表示；需代客户登记的事项，请从工单登记（ticket）。",
        "This matter has no ticket that could hold the file, so only the customer themselves can say it; enter what is "
        "to be said for a customer about a ticket (ticket).",
    ),
    "no-refund-settled": (
        "与客户商定的不是退款，不能退款。",
        "What was agreed with the customer is no refund, so none can be made.",
    ),
    "refund-settled": (
        "与客户商定的是退款，不能发货。",
        "What was agreed with the customer is a refund, so nothing can be shipped.",
    ),
    "own-goods-settled": (
        "与客户商定的是维修或寄回，寄出的是客户自己的商品；请用“寄回原物”（send-goods-back）。",
        "What was agreed is a repair or to send the goods back, so the customer's own go out: record that as such "
        "(send-goods-back).",
    ),
    "replacement-settled": (
        "与客户商定的是换货；请用“发出换货”（ship-replacement）。",
        "What was agreed with the customer is an exchange: record the other goods that go out (ship-replacement).",
    ),
    "no-return-fee": (
        "没有与客户商定费用，无从收取；如需收费，请先商定（agree-settlement，fee）。",
        "No fee was agreed with the customer, so none is paid; agree on one first (agree-settlement, fee).",
    ),
    "return-fee-paid-already": (
        "商定的费用 {fee} 元已收清；要退还的，请与客户另行商定，再退还多收的费用（repay-return-fee）。",
        "The agreed fee of {fee} yuan is paid already; to give it back, agree anew with the customer and repay what is "
        "too much then (repay-return-fee).",
    ),
    "no-fee-to-repay": (
        "没有应退还客户的费用；减免费用的，请先与客户另行商定（agree-settlement）。",
        "Nothing that the customer paid is to go back; to lower the fee, agree anew first (agree-settlement).",
    ),
    "fee-to-repay": (
        "客户多付了 {amount} 元；退还（repay-return-fee）后方可完成。",
        "The customer paid {amount} yuan too much; repay that first (repay-return-fee).",
    ),
    "refund-within-limit": (
        "退款不超过 {limit} 元的无须批准，请直接退款（make-refund）。",
        "A refund of up to {limit} yuan needs no approval: make it (make-refund).",
    ),
    "no-refund-asked": (
        "没有待批准或已批准的退款，无从驳回。",
        "No refund was asked for or approved, so there is none to reject.",
    ),
    "own-refund-asked": (
        "该退款由您申请批准，须由另一人批准或驳回。",
        "You asked for the approval of this refund yourself, so somebody else approves or rejects it.",
    ),
    "return-fee-unpaid": (
        "商定的费用尚有 {fee} 元未收；收取（collect-return-fee）后再发货或退款，或与客户另行商定，"
        "或由主管说明原因免收（waive-return-fee）。",
        "Of the agreed fee {fee} yuan are not paid yet: record it first (collect-return-fee), agree anew with the "
        "customer, or let a supervisor do without it and say why (waive-return-fee).",
    ),
    "refund-unapproved": (
        "退款超过 {limit} 元须由主管或总监批准（approve-refund），已批准 {approved} 元；"
        "请先申请批准（ask-refund-approval）。",
        "A refund of more than {limit} yuan is approved first by a supervisor or manager (approve-refund); approved so "
        "far: {approved} yuan. Ask for it first (ask-refund-approval).",
    ),
    "own-refund": (
        "该退款由您批准，须由另一人退款。",
        "You approved this refund, so somebody else makes it.",
    ),
    "step-not-taken": (
        "这一步尚未进行，不能告知客户。",
        "That step has not been taken yet, so the customer cannot be told of it.",
    ),
    "review-of-no-month": (
        "月度会议须说明所评议的月份（period），如 2024-05。",
        "A monthly review says which month it reviews (period), such as 2024-05.",
    ),
    "review-of-no-quarter": (
        "季度优化会议须说明所评议的季度（period），如 2024-Q2。",
        "A quarterly optimisation meeting says which quarter it reviews (period), such as 2024-Q2.",
    ),
    "own-minutes": (
        "会议纪要须由记录人以外的与会者确认归档。",
        "Minutes are called final by somebody who was there but did not write them.",
    ),
    "not-there": (
        "只有与会者可以确认会议纪要。",
        "Only somebody who was at the meeting can call its minutes final.",
    ),
    "care-in-the-past": (
        "计划的日期不能早于今天；请填写今天或以后的日期。",
        "Care is planned for a day that is not over; give today or a later one.",
    ),
    "care-too-early": (
        "下次定于 {due}，{since} 起方可登记完成；要提前办理，请先改期（move-care）并说明原因。",
        "It is due on {due}, so it can be recorded as done from {since} on; to do it earlier, move it first "
        "(move-care) and say why.",
    ),
    "meeting-ahead": (
        "会议定于 {begins}，尚未召开；召开后再记录纪要。",
        "The meeting is set for {begins}, so it has not been held yet; record the minutes after it.",
    ),
    "period-ahead": (
        "所评议的期间 {period} 在会议之后才开始；请核对期间（period）和日期（day）。",
        "{period} begins after the meeting, so it can't be reviewed there; check the period and the day.",
    ),
    "decision-due-before": (
        "决定的期限（due）不能早于会议日期 {day}。",
        "What a meeting on {day} decides can't be due before it; check the day (due).",
    ),
    "person-named-twice": (
        "{field}中有人重复；每人只写一次，且至少两人。",
        "{field} name somebody twice; name each person once, and two at the least.",
    ),
    "no-survey-planned": (
        "该关怀不是定期调查，不记满意度（satisfaction）。",
        "This plan of care is no survey, so there is no satisfaction to record; leave it out.",
    ),
    "survey-unanswered": (
        "定期调查须记满意度（satisfaction，1–5）；未联系到客户请记为未联系到（not-reached）。",
        "A survey that was done has a satisfaction of 1 to 5; where the customer was not reached, say not-reached.",
    ),
    "customer-not-told": (
        "尚未告知客户以下步骤：{steps}；告知后方可完成。",
        "The customer was not told of these steps yet: {steps}; tell them first.",
    ),
}
