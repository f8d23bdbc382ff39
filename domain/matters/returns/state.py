"""A return's state, and how each event changes it."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from domain.matters.matter import Matter
from domain.matters.returns.events import (
    CustomerTold,
    GoodsInspected,
    GoodsReceived,
    GoodsSentBack,
    RefundApprovalAsked,
    RefundApproved,
    RefundMade,
    RefundRejected,
    ReplacementShipped,
    ReturnApproved,
    ReturnAssigned,
    ReturnCompleted,
    ReturnEnded,
    ReturnEvent,
    ReturnFeePaid,
    ReturnFeeRepaid,
    ReturnFeeWaived,
    ReturnRefused,
    ReturnRequested,
    ReturnWithdrawn,
    SettlementAgreed,
    SettlementOffered,
)
from domain.matters.returns.vocabulary import Finding, Settlement, Step, Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(Matter):
    """``told`` are the steps that the customer knows of; what is inspected or settled anew is told anew.

    ``offered`` waits for the customer's word, until something is agreed or the goods are inspected anew.

    ``paid`` is what the customer paid of fees and did not get back, whatever was settled since, and ``waived`` what
    is not asked for of the present ``fee``. ``refund_asked`` waits for an answer, also where less was approved before;
    ``refund_approved`` is the most that may go back, and who said so.
    ``carried_out``: money or goods went out.
    """

    wanted: Wanted | None = None
    model: str | None = None
    finding: Finding | None = None
    offered: Settlement | None = None
    offered_fee: Decimal | None = None
    settlement: Settlement | None = None
    fee: Decimal | None = None
    fee_paid: bool = False
    paid: Decimal = Decimal(0)
    waived: Decimal = Decimal(0)
    refund_asked: Decimal | None = None
    refund_asked_by: str | None = None
    refund_approved: Decimal | None = None
    refund_approved_by: str | None = None
    refund: Decimal | None = None
    carried_out: bool = False
    told: frozenset[Step] = frozenset()

    @property
    def owed(self) -> Decimal:
        """What the customer has to pay yet; less than nothing is theirs to get back.

        Where it ended and nothing had gone out, that is all that they paid.
        """
        if self.status == "ended":
            return min(self._unpaid if self.carried_out else -self.paid, Decimal(0))
        return self._unpaid

    @property
    def _unpaid(self) -> Decimal:
        return (self.fee or Decimal(0)) - self.waived - self.paid


_CARRIED_OUT: Final = "carried-out"
_BRINGS: Final[dict[type[ReturnEvent], str]] = {
    ReturnRequested: "requested",
    ReturnApproved: "approved",
    ReturnRefused: "refused",
    ReturnWithdrawn: "withdrawn",
    GoodsReceived: "received",
    GoodsInspected: "inspected",
    SettlementAgreed: "settled",
    RefundMade: _CARRIED_OUT,
    ReplacementShipped: _CARRIED_OUT,
    GoodsSentBack: _CARRIED_OUT,
    ReturnCompleted: "completed",
    ReturnEnded: "ended",
}


def after(before: Return, event: ReturnEvent, actor: str) -> Return:
    """What an event makes of a return."""
    status = _BRINGS.get(type(event), before.status)
    matter = replace(before, status=status, carried_out=before.carried_out or status == _CARRIED_OUT)
    match event:
        case ReturnRequested(wanted=wanted, model=model):
            return replace(matter, wanted=wanted, model=model)
        case ReturnApproved():
            return replace(matter, responsible=matter.responsible or actor)
        case ReturnAssigned(staff=staff):
            return replace(matter, responsible=staff)
        case GoodsInspected(finding=finding):
            return replace(_unoffered(matter), finding=finding, told=matter.told - {"inspected"})
        case CustomerTold(step=step):
            status = "refusal-told" if matter.status == "refused" else matter.status
            return replace(matter, status=status, told=matter.told | {step})
        case _:
            return _of_money(matter, event, actor)


def _of_money(matter: Return, event: ReturnEvent, actor: str) -> Return:
    """What either side pays: what was asked and approved was so for what was settled then."""
    match event:
        case SettlementOffered(settlement=settlement, fee=fee):
            return replace(matter, offered=settlement, offered_fee=fee)
        case SettlementAgreed(settlement=settlement, fee=fee):
            anew = replace(_unapproved(_unoffered(matter)), waived=Decimal(0), told=matter.told - {"settled"})
            return _paid(replace(anew, settlement=settlement, fee=fee), matter.paid)
        case ReturnFeePaid(amount=amount):
            return _paid(matter, matter.paid + amount)
        case ReturnFeeRepaid(amount=amount):
            return _paid(matter, matter.paid - amount)
        case ReturnFeeWaived(amount=amount):
            return replace(matter, waived=matter.waived + amount)
        case RefundApprovalAsked(amount=amount):
            return replace(matter, refund_asked=amount, refund_asked_by=actor)
        case RefundApproved(amount=amount):
            return replace(matter, refund_asked=None, refund_approved=amount, refund_approved_by=actor)
        case RefundRejected():
            return _unapproved(matter)
        case RefundMade(amount=amount):
            return replace(matter, refund=amount)
        case _:
            return matter


def _paid(matter: Return, paid: Decimal) -> Return:
    return replace(matter, paid=paid, fee_paid=bool(matter.fee) and paid >= (matter.fee or 0))


def _unoffered(matter: Return) -> Return:
    return replace(matter, offered=None, offered_fee=None)


def _unapproved(matter: Return) -> Return:
    asked = replace(matter, refund_asked=None, refund_asked_by=None)
    return replace(asked, refund_approved=None, refund_approved_by=None)
