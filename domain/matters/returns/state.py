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
    RefundApproved,
    RefundMade,
    ReplacementShipped,
    ReturnApproved,
    ReturnAssigned,
    ReturnCompleted,
    ReturnEvent,
    ReturnFeePaid,
    ReturnRefused,
    ReturnRequested,
    ReturnWithdrawn,
    SettlementAgreed,
)
from domain.matters.returns.vocabulary import Finding, Settlement, Step, Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(Matter):
    """``told`` are the steps that the customer knows of; what is inspected or settled anew is told anew.

    A settlement's ``fee`` is paid or not; ``refund_approved`` is the most that may go back, and who said so.
    """

    wanted: Wanted | None = None
    model: str | None = None
    finding: Finding | None = None
    settlement: Settlement | None = None
    fee: Decimal | None = None
    fee_paid: bool = False
    refund_approved: Decimal | None = None
    refund_approved_by: str | None = None
    refund: Decimal | None = None
    told: frozenset[Step] = frozenset()


_BRINGS: Final[dict[type[ReturnEvent], str]] = {
    ReturnRequested: "requested",
    ReturnApproved: "approved",
    ReturnRefused: "refused",
    ReturnWithdrawn: "withdrawn",
    GoodsReceived: "received",
    GoodsInspected: "inspected",
    SettlementAgreed: "settled",
    RefundMade: "carried-out",
    ReplacementShipped: "carried-out",
    GoodsSentBack: "carried-out",
    ReturnCompleted: "completed",
}


def after(before: Return, event: ReturnEvent, actor: str) -> Return:
    """What an event makes of a return."""
    matter = replace(before, status=_BRINGS.get(type(event), before.status))
    match event:
        case ReturnRequested(wanted=wanted, model=model):
            return replace(matter, wanted=wanted, model=model)
        case ReturnApproved():
            return replace(matter, responsible=matter.responsible or actor)
        case ReturnAssigned(staff=staff):
            return replace(matter, responsible=staff)
        case GoodsInspected(finding=finding):
            return replace(matter, finding=finding, told=matter.told - {"inspected"})
        case SettlementAgreed(settlement=settlement, fee=fee):
            anew = replace(matter, fee_paid=False, refund_approved=None, refund_approved_by=None)
            return replace(anew, settlement=settlement, fee=fee, told=matter.told - {"settled"})
        case ReturnFeePaid():
            return replace(matter, fee_paid=True)
        case RefundApproved(amount=amount):
            return replace(matter, refund_approved=amount, refund_approved_by=actor)
        case RefundMade(amount=amount):
            return replace(matter, refund=amount)
        case CustomerTold(step=step):
            status = "refusal-told" if matter.status == "refused" else matter.status
            return replace(matter, status=status, told=matter.told | {step})
        case _:
            return matter
