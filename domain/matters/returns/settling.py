"""What is done with inspected goods: a defect is the maker's to pay for, all else is offered and agreed (R35)."""

from domain.matters.matter import caused
from domain.matters.proof import require_proof
from domain.matters.returns.commands import AgreeSettlement, OfferSettlement
from domain.matters.returns.state import Return
from domain.record.event import Event
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances


def offered(matter: Return, command: OfferSettlement) -> list[Event]:
    """Once, until something is agreed. Raises NotAllowed."""
    _require_lawful(matter, command)
    return [] if _is_offered(matter, command) else [caused(command)]


def agreed(matter: Return, command: AgreeSettlement, under: Circumstances) -> list[Event]:
    """What stands already is said again to no effect, whatever was paid, waived or approved for it since.

    Raises NotAllowed.
    """
    fees = (command.fee or 0, matter.fee or 0)
    if matter.status == "settled" and command.settlement == matter.settlement and fees[0] == fees[1]:
        return []
    _require_lawful(matter, command)
    require_proof(matter, command, under, "settlement-unproved")
    _require_offered(matter, command, under)
    return [caused(command, paid=matter.paid or None)]


def _require_lawful(matter: Return, command: OfferSettlement | AgreeSettlement) -> None:
    """Where there is a defect it is a refund or an exchange, and for nothing. Raises NotAllowed."""
    if matter.finding == "quality-defect":
        if command.settlement not in ("refund", "exchange"):
            raise NotAllowed("defect-settled-otherwise")
        if command.fee:
            raise NotAllowed("defect-with-fee")


def _require_offered(matter: Return, command: AgreeSettlement, under: Circumstances) -> None:
    """A customer alone chooses between what a defect brings, and else takes what was offered as it was.

    Raises NotAllowed.
    """
    alone = under.by == matter.customer and matter.finding != "quality-defect"
    if alone and not _is_offered(matter, command):
        raise NotAllowed("settlement-not-offered")


def _is_offered(matter: Return, command: OfferSettlement | AgreeSettlement) -> bool:
    return command.settlement == matter.offered and (command.fee or 0) == (matter.offered_fee or 0)
