"""Everything that can be asked of a return: imperative, validated, and without who or when."""

from typing import Annotated

from pydantic import Field

from domain.matters.returns import events
from domain.matters.returns.vocabulary import Condition, Finding, Ground, Settlement, Step, Voucher, Wanted
from domain.record.command import Code, Command, Id, Line, Words
from domain.record.event import Label
from domain.ticket.events.intake import Sha256
from domain.ticket.events.plan import Yuan
from domain.ticket.vocabulary import Channel, Given

Paid = Annotated[Yuan, Field(gt=0)]


class RequestReturn(Command):
    """Ask to give goods back for money or for others (退换货申请, R35)."""

    action = "request-return"
    causes = events.ReturnRequested
    ticket: Id | None = None
    wanted: Wanted
    product: Label | None = None
    model: Label | None = None
    serial: Line | None = None
    order: Line | None = None
    voucher: Voucher
    condition: Condition
    reason: Words


class ApproveReturn(Command):
    """Let the goods be sent in under the return's number, and say how they are to be packed."""

    action = "approve-return"
    causes = events.ReturnApproved
    ground: Ground
    packing: Words
    note: Words | None = None


class RefuseReturn(Command):
    """Do not take the goods back, and say why."""

    action = "refuse-return"
    causes = events.ReturnRefused
    reason: Words


class WithdrawReturn(Command):
    """Record that the customer keeps the goods; not once they are here."""

    action = "withdraw-return"
    causes = events.ReturnWithdrawn
    reason: Words | None = None


class AssignReturn(Command):
    """Say who answers for the return (负责人, R36a)."""

    action = "assign-return"
    causes = events.ReturnAssigned
    staff: Id


class ReceiveGoods(Command):
    """Record that the goods arrived."""

    action = "receive-goods"
    causes = events.GoodsReceived
    carrier: Label | None = None
    tracking: Code | None = None
    intact: bool
    note: Words | None = None


class InspectGoods(Command):
    """Record what the inspection of the goods found; a second look takes the first one's place."""

    action = "inspect-goods"
    causes = events.GoodsInspected
    finding: Finding
    words: Words


class OfferSettlement(Command):
    """Say what is offered to the customer; taken by them, it is what was agreed."""

    action = "offer-settlement"
    causes = events.SettlementOffered
    settlement: Settlement
    fee: Yuan | None = None
    note: Words | None = None


class AgreeSettlement(Command):
    """Record what is done, as agreed with the customer: a refund or an exchange where the inspection found a defect.

    Without a defect the customer themselves takes what was offered, and nothing else. Until it is carried out,
    something else may be agreed, as where nothing is left to exchange for.
    """

    action = "agree-settlement"
    causes = events.SettlementAgreed
    settlement: Settlement
    fee: Yuan | None = None
    given: Given | None = None
    evidence: Sha256 | None = None


class CollectReturnFee(Command):
    """Record that the customer paid the fee that was agreed, by the document that shows it."""

    action = "collect-return-fee"
    causes = events.ReturnFeePaid
    reference: Code
    note: Words | None = None


class WaiveReturnFee(Command):
    """Do without what is not paid yet of the agreed fee, and say why: the goods go out without it."""

    action = "waive-return-fee"
    causes = events.ReturnFeeWaived
    reason: Words


class RepayReturnFee(Command):
    """Record that what was paid above the fee went back, by what document; also once it ended unfinished."""

    action = "repay-return-fee"
    causes = events.ReturnFeeRepaid
    reference: Code
    note: Words | None = None


class AskRefundApproval(Command):
    """Ask that so much may go back, where it is more than the pack leaves to who pays it."""

    action = "ask-refund-approval"
    causes = events.RefundApprovalAsked
    amount: Paid
    note: Words | None = None


class ApproveRefund(Command):
    """Let so much go back at the most, where it is more than the pack leaves to who pays it."""

    action = "approve-refund"
    causes = events.RefundApproved
    amount: Paid
    note: Words | None = None


class RejectRefund(Command):
    """Do not let that much go back, and say why; something else is agreed with the customer, or less is asked for."""

    action = "reject-refund"
    causes = events.RefundRejected
    reason: Words


class MakeRefund(Command):
    """Record that the money went back; above the pack's limit another approved it."""

    action = "make-refund"
    causes = events.RefundMade
    amount: Paid
    reference: Code
    note: Words | None = None


class ShipReplacement(Command):
    """Record that other goods went to the customer."""

    action = "ship-replacement"
    causes = events.ReplacementShipped
    carrier: Label
    tracking: Code
    serial: Line | None = None


class SendGoodsBack(Command):
    """Record that their own goods went back to the customer, repaired or as they came."""

    action = "send-goods-back"
    causes = events.GoodsSentBack
    carrier: Label
    tracking: Code
    note: Words | None = None


class TellCustomer(Command):
    """Record that the customer was told of a step; each is told before the return is completed."""

    action = "tell-return"
    causes = events.CustomerTold
    step: Step
    channel: Channel
    words: Words | None = None


class CompleteReturn(Command):
    """Record that all that was agreed is done."""

    action = "complete-return"
    causes = events.ReturnCompleted
    note: Words | None = None


class EndReturn(Command):
    """Let it end unfinished, and say why, as where the customer does not answer any more."""

    action = "end-return"
    causes = events.ReturnEnded
    reason: Words
