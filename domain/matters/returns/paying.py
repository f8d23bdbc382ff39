"""What comes before money and goods go out: an agreed fee is paid, a large refund approved by somebody else (R35)."""

from dataclasses import replace
from decimal import Decimal

from domain.matters.matter import caused
from domain.matters.returns.commands import (
    ApproveRefund,
    AskRefundApproval,
    CollectReturnFee,
    MakeRefund,
    RejectRefund,
    RepayReturnFee,
    WaiveReturnFee,
)
from domain.matters.returns.state import Return
from domain.record.command import Command
from domain.record.event import Event
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.decide.elsewhere.present import require_here

Fee = CollectReturnFee | WaiveReturnFee | RepayReturnFee


def of_fee(matter: Return, command: Fee) -> list[Event]:
    """What is paid, waived or repaid is what is owed, to either side. Raises NotAllowed."""
    match command:
        case CollectReturnFee():
            return _collected(matter, command)
        case WaiveReturnFee():
            return _waived(matter, command)
        case RepayReturnFee():
            return _repaid(matter, command)


def of_refund(matter: Return, command: Command, under: Circumstances) -> list[Event]:
    """Of money nothing is asked, approved or made before a fee is paid. Raises NotAllowed."""
    if matter.settlement != "refund":
        raise NotAllowed("no-refund-settled")
    require_paid(matter)
    match command:
        case AskRefundApproval():
            return _asked(matter, command, under)
        case ApproveRefund() | RejectRefund():
            return _judged(matter, command, under)
        case MakeRefund():
            _require_approved(matter, command, under)
        case _:
            pass
    return [caused(command)]


def _collected(matter: Return, command: CollectReturnFee) -> list[Event]:
    """What is to be paid yet of the fee as it was agreed. Raises NotAllowed."""
    if not matter.fee:
        raise NotAllowed("no-return-fee")
    if matter.owed <= 0:
        raise NotAllowed("return-fee-paid-already", fee=matter.fee)
    return [caused(command, settlement=matter.settlement, amount=matter.owed)]


def _waived(matter: Return, command: WaiveReturnFee) -> list[Event]:
    """What is to be paid yet; what was paid is given back by another settlement. Raises NotAllowed."""
    if not matter.fee:
        raise NotAllowed("no-return-fee")
    if matter.owed <= 0:
        return [] if matter.waived else _nothing_owed(matter)
    return [caused(command, settlement=matter.settlement, amount=matter.owed)]


def _nothing_owed(matter: Return) -> list[Event]:
    raise NotAllowed("return-fee-paid-already", fee=matter.fee)


def _repaid(matter: Return, command: RepayReturnFee) -> list[Event]:
    """What was paid above the fee, all at once. Raises NotAllowed."""
    if matter.owed >= 0:
        raise NotAllowed("no-fee-to-repay")
    return [caused(command, amount=-matter.owed)]


def require_paid(matter: Return) -> None:
    """Where a fee was agreed. Raises NotAllowed."""
    if matter.owed > 0:
        raise NotAllowed("return-fee-unpaid", fee=matter.owed)


def require_repaid(matter: Return) -> None:
    """What the customer paid in vain is theirs again before it is over. Raises NotAllowed."""
    if matter.owed < 0:
        raise NotAllowed("fee-to-repay", amount=-matter.owed)


def held_by(matter: Return) -> Decimal:
    """What is the customer's to get back, should it end as it stands."""
    return -replace(matter, status="ended").owed


def _asked(matter: Return, command: AskRefundApproval, under: Circumstances) -> list[Event]:
    """Where the pack does not leave it to who pays, and nobody approved as much. Raises NotAllowed."""
    limit = under.rules.fees.refund_limit
    if command.amount <= limit:
        raise NotAllowed("refund-within-limit", limit=limit)
    if command.amount == matter.refund_asked or command.amount <= (matter.refund_approved or Decimal(0)):
        return []
    return [caused(command)]


def _judged(matter: Return, command: ApproveRefund | RejectRefund, under: Circumstances) -> list[Event]:
    """By somebody who is here and did not ask for it; nothing but what was asked or approved is rejected.

    Raises NotAllowed.
    """
    require_here(under)
    if under.is_by(frozenset({matter.refund_asked_by or ""})):
        raise NotAllowed("own-refund-asked")
    if isinstance(command, RejectRefund) and matter.refund_asked is None and matter.refund_approved is None:
        raise NotAllowed("no-refund-asked")
    return [caused(command)]


def _require_approved(matter: Return, command: MakeRefund, under: Circumstances) -> None:
    """Above the pack's limit, by another than who pays, and for no less. Raises NotAllowed.

    What goods cost is not on record, so the limit is one for all of them.
    """
    limit = under.rules.fees.refund_limit
    if command.amount <= limit:
        return
    if command.amount > (matter.refund_approved or Decimal(0)):
        raise NotAllowed("refund-unapproved", limit=limit, approved=matter.refund_approved or 0)
    if under.is_by(frozenset({matter.refund_approved_by or ""})):
        raise NotAllowed("own-refund")
