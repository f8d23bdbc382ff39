"""What a customer cannot say in our place: their contract tier, a longer warranty, what we told them."""

from typing import Final

from domain.customer.state import Customer
from domain.refusals import NotAllowed
from domain.refusals.coded import Coded
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import LogCommunication, OpenTicket, RecordCorrection, TicketCommand
from domain.ticket.events import Product

_OURS: Final = frozenset({"product.warranty_months", "direction", "channel"})
_WORDS: Final = {
    "tier": ("合同等级", "contract tier"),
    "product.warranty_months": ("保修月数", "months of warranty"),
    "direction": ("沟通方向", "direction of the talk"),
    "channel": ("渠道", "channel"),
}


def require_theirs_to_say(command: TicketCommand, under: Circumstances) -> None:
    """Of who acts as the customer; all others may say it. Raises NotAllowed."""
    field = _ours(command, under) if under.role == "customer" else None
    if field:
        raise NotAllowed("for-staff-to-say", field=Coded.of(field, _WORDS))


def require_own_entry(command: RecordCorrection, under: Circumstances) -> None:
    """Who acts as the customer corrects what they entered themselves, and nothing of ours. Raises NotAllowed."""
    entered_by = under.history[command.version - 1].envelope.actor.id
    if under.role == "customer" and not under.is_by(frozenset({entered_by})):
        raise NotAllowed("entered-by-another", version=command.version)


def of_tier(command: OpenTicket, customer: Customer | None) -> OpenTicket:
    """The opening with the contract tier of the customer's record, where it says none itself."""
    tier = _tier(customer)
    return command.model_copy(update={"tier": tier}) if command.tier is None and tier is not None else command


def _tier(customer: Customer | None) -> str | None:
    return customer.tier if customer else None


def _ours(command: TicketCommand, under: Circumstances) -> str | None:
    """The field that is for staff to say."""
    match command:
        case OpenTicket(tier=str(tier)) if tier != _tier(under.known.customer):
            return "tier"
        case OpenTicket(product=Product(warranty_months=int())):
            return "product.warranty_months"
        case LogCommunication(direction="to-customer"):
            return "direction"
        case RecordCorrection(field=field) if field in _OURS:
            return field
        case _:
            return None
