"""Everything that can have happened to a return: frozen facts under stored names that never change."""

from typing import Final, get_args

from domain.matters.returns.vocabulary import Condition, Finding, Ground, Settlement, Step, Voucher, Wanted
from domain.record.event import Event, Label
from domain.record.personal import Device, Text
from domain.ticket.events.plan import Yuan
from domain.ticket.vocabulary import Channel, Given


class ReturnRequested(Event):
    """The customer asks to give goods back for money or others (退换货申请); the number is the authorisation number."""

    stored_name = "return-requested"
    wanted: Wanted
    product: Label | None = None
    model: Label | None = None
    serial: Device | None = None
    order: Device | None = None
    voucher: Voucher
    condition: Condition
    reason: Text


class ReturnApproved(Event):
    """The goods may be sent in under the return's number (同意退回)."""

    stored_name = "return-approved"
    ground: Ground
    packing: Text
    note: Text | None = None


class ReturnRefused(Event):
    """The goods are not taken back, and why."""

    stored_name = "return-refused"
    reason: Text


class ReturnWithdrawn(Event):
    """The customer keeps the goods."""

    stored_name = "return-withdrawn"
    reason: Text | None = None


class ReturnAssigned(Event):
    """Who answers for it from now on (负责人, R36a)."""

    stored_name = "return-assigned"
    staff: str


class GoodsReceived(Event):
    """The goods arrived (收货)."""

    stored_name = "goods-received"
    carrier: Label | None = None
    tracking: Label | None = None
    intact: bool
    note: Text | None = None


class GoodsInspected(Event):
    """What the inspection of the goods found (退货质检)."""

    stored_name = "goods-inspected"
    finding: Finding
    words: Text


class SettlementOffered(Event):
    """What is offered to the customer, who may take it as it is (提出商定方案)."""

    stored_name = "settlement-offered"
    settlement: Settlement
    fee: Yuan | None = None
    note: Text | None = None


class SettlementAgreed(Event):
    """What is done, as agreed with the customer, and what either side pays; ``given`` says how they gave their word.

    ``paid`` is what they had paid of an earlier fee, where they had, which counts towards this one.
    """

    stored_name = "settlement-agreed"
    settlement: Settlement
    fee: Yuan | None = None
    paid: Yuan | None = None
    given: Given | None = None
    evidence: Text | None = None


class ReturnFeePaid(Event):
    """The customer paid what was agreed for this settlement and not paid before (收费)."""

    stored_name = "return-fee-paid"
    settlement: Settlement
    amount: Yuan
    reference: Label
    note: Text | None = None


class ReturnFeeWaived(Event):
    """So much of the fee that was agreed for this settlement is not asked for any more (免收)."""

    stored_name = "return-fee-waived"
    settlement: Settlement
    amount: Yuan
    reason: Text


class ReturnFeeRepaid(Event):
    """What was paid above the fee went back to the customer (退还多收费用)."""

    stored_name = "return-fee-repaid"
    amount: Yuan
    reference: Label
    note: Text | None = None


class RefundApprovalAsked(Event):
    """So much is to go back, which somebody else has to approve (退款待批)."""

    stored_name = "refund-approval-asked"
    amount: Yuan
    note: Text | None = None


class RefundApproved(Event):
    """So much may go back at the most (退款批准)."""

    stored_name = "refund-approved"
    amount: Yuan
    note: Text | None = None


class RefundRejected(Event):
    """That much may not go back, and why (退款未批准)."""

    stored_name = "refund-rejected"
    reason: Text


class RefundMade(Event):
    """The money went back (退款)."""

    stored_name = "refund-made"
    amount: Yuan
    reference: Label
    note: Text | None = None


class ReplacementShipped(Event):
    """Other goods went to the customer (换货发出); before there was ``goods-sent-back``, also their own."""

    stored_name = "replacement-shipped"
    carrier: Label
    tracking: Label
    serial: Device | None = None


class GoodsSentBack(Event):
    """Their own goods went back to the customer, repaired or as they came (寄回原物)."""

    stored_name = "goods-sent-back"
    carrier: Label
    tracking: Label
    note: Text | None = None


class CustomerTold(Event):
    """The customer was told of a step (告知客户)."""

    stored_name = "return-customer-told"
    step: Step
    channel: Channel
    words: Text | None = None


class ReturnCompleted(Event):
    """All that was agreed is done."""

    stored_name = "return-completed"
    note: Text | None = None


class ReturnEnded(Event):
    """It ended unfinished, and why (终止); ``held`` is what the customer paid and is to get back."""

    stored_name = "return-ended"
    reason: Text
    held: Yuan | None = None


ReturnEvent = (
    ReturnRequested
    | ReturnApproved
    | ReturnRefused
    | ReturnWithdrawn
    | ReturnAssigned
    | GoodsReceived
    | GoodsInspected
    | SettlementOffered
    | SettlementAgreed
    | ReturnFeePaid
    | ReturnFeeWaived
    | ReturnFeeRepaid
    | RefundApprovalAsked
    | RefundApproved
    | RefundRejected
    | RefundMade
    | ReplacementShipped
    | GoodsSentBack
    | CustomerTold
    | ReturnCompleted
    | ReturnEnded
)

EVENTS: Final[dict[str, type[ReturnEvent]]] = {event.stored_name: event for event in get_args(ReturnEvent)}
"""Every event type by its stored name."""
