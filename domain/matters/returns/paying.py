"""What comes before money and goods go out: an agreed fee is paid, a large refund approved by somebody else (R35)."""

from decimal import Decimal

from domain.matters.matter import caused
from domain.matters.returns.commands import CollectReturnFee, MakeRefund
from domain.matters.returns.state import Return
from domain.record.event import Event
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances


def collected(matter: Return, command: CollectReturnFee) -> list[Event]:
    """The fee as it was agreed, once for each settlement. Raises NotAllowed."""
    if not matter.fee:
        raise NotAllowed("no-return-fee")
    if matter.fee_paid:
        raise NotAllowed("return-fee-paid-already", fee=matter.fee)
    return [caused(command, settlement=matter.settlement, amount=matter.fee)]


def require_paid(matter: Return) -> None:
    """Where a fee was agreed. Raises NotAllowed."""
    if matter.fee and not matter.fee_paid:
        raise NotAllowed("return-fee-unpaid", fee=matter.fee)


def require_approved(matter: Return, command: MakeRefund, under: Circumstances) -> None:
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
