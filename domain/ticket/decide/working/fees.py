"""The rules of money (费用, R23a, R24): no charge without consent to this very quote, no goodwill on one's own word."""

from decimal import Decimal
from typing import assert_never

from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import (
    AcceptFee,
    AnnounceCompensation,
    ApproveCompensation,
    ChargeFee,
    DeclineFee,
    FeesCommand,
    GiveCompensation,
    ProposeCompensation,
    QuoteFee,
    RejectCompensation,
)
from domain.ticket.decide.always.behalf import require_own_portal, require_shown
from domain.ticket.decide.always.by_then import require_by_then
from domain.ticket.decide.caused import caused, following, once, says
from domain.ticket.decide.taking_in.warranty import in_force
from domain.ticket.events import (
    CompensationApproved,
    CompensationProposed,
    FeeAccepted,
    FeeCharged,
    FeeQuoted,
    TicketEvent,
)
from domain.ticket.state import Ticket
from domain.ticket.state.ticket import Compensation, Quote, nth
from domain.ticket.vocabulary import SPOKEN


def decide(ticket: Ticket, command: FeesCommand, under: Circumstances) -> list[TicketEvent]:
    match command:
        case QuoteFee():
            return _quoted(ticket, command, under)
        case AcceptFee():
            return _accepted(ticket, command, under)
        case DeclineFee(quote=number):
            quote = _newest(ticket, number, under)
            require_own_portal(ticket, command, under)
            if quote.charged:
                raise NotAllowed("charged-already", quote=number)
            return once(quote.declined, command)
        case ChargeFee():
            return _charged(ticket, command, under)
        case ProposeCompensation():
            pending = any(says(found.said, command) for found in ticket.compensations if found.pends)
            return once(pending, command, compensation=following(ticket.compensations))
        case ApproveCompensation(compensation=number):
            found = _judged(ticket, number, under)
            return once(found.approved, command)
        case RejectCompensation(compensation=number):
            found = _judged(ticket, number, under)
            if found.given:
                raise NotAllowed("given-already", compensation=number)
            return once(found.rejected, command)
        case AnnounceCompensation(compensation=number):
            return once(_approved(ticket, number, under).announced, command)
        case GiveCompensation(compensation=number):
            return once(_approved(ticket, number, under).given, command)
        case _:
            assert_never(command)


def _quoted(ticket: Ticket, command: QuoteFee, under: Circumstances) -> list[TicketEvent]:
    quote = ticket.quote
    if quote and not (quote.declined or quote.past) and says(quote.said, command):
        return []
    _require_chargeable(ticket, command.amount, under)
    if quote and quote.charged and not quote.past:
        raise NotAllowed("charged-already", quote=quote.number)
    return [caused(command, quote=quote.number + 1 if quote else 1)]


def _accepted(ticket: Ticket, command: AcceptFee, under: Circumstances) -> list[TicketEvent]:
    """In writing where the policy asks for it; what another enters for the customer is shown (R24)."""
    quote = _newest(ticket, command.quote, under)
    warranty = in_force(ticket, under).warranty
    if under.live and command.given in SPOKEN and quote.amount and warranty in under.rules.fees.consent_needed:
        raise NotAllowed("consent-not-written", quote=quote.number)
    require_shown(ticket, command, under)
    return once(quote.accepted, command)


def _charged(ticket: Ticket, command: ChargeFee, under: Circumstances) -> list[TicketEvent]:
    quote = _newest(ticket, command.quote, under)
    _require_chargeable(ticket, command.amount, under)
    if not quote.accepted:
        raise NotAllowed("fee-not-accepted", quote=quote.number)
    require_by_then(under, FeeAccepted, quote=quote.number)
    if (same := _charge_of(command.receipt, under)) is not None:
        if says(same, command):
            return []
        raise NotAllowed("receipt-given-already", receipt=command.receipt)
    if quote.charged + command.amount > quote.amount:
        raise NotAllowed("more-than-agreed", agreed=quote.amount, charged=quote.charged)
    return [caused(command)]


def _charge_of(receipt: str | None, under: Circumstances) -> FeeCharged | None:
    """The charge that this receipt was given for: no other is, whatever its number is corrected to later."""
    events = (one.event for one in under.history)
    charges = (event for event in events if isinstance(event, FeeCharged))
    return next((one for one in charges if receipt and one.receipt == receipt), None)


def _require_chargeable(ticket: Ticket, amount: Decimal, under: Circumstances) -> None:
    """Inside the warranty the repair is free (R4)."""
    warranty = in_force(ticket, under)
    if amount and warranty.warranty == "in":
        raise NotAllowed("under-warranty", ends=warranty.ends)


def _newest(ticket: Ticket, number: int, under: Circumstances) -> Quote:
    """What the customer says or pays is for the newest quote, once that is there."""
    if ticket.quote is None:
        raise NotAllowed("no-quote")
    if ticket.quote.number != number:
        raise NotAllowed("not-newest-quote", quote=number, newest=ticket.quote.number)
    require_by_then(under, FeeQuoted, quote=number)
    return ticket.quote


def _proposed(ticket: Ticket, number: int) -> Compensation:
    found = nth(ticket.compensations, number)
    if found is None:
        raise NotAllowed("no-such-compensation", compensation=number, known=len(ticket.compensations))
    return found


def _judged(ticket: Ticket, number: int, under: Circumstances) -> Compensation:
    found = _proposed(ticket, number)
    require_by_then(under, CompensationProposed, compensation=number)
    if under.is_by(found.authors):
        raise NotAllowed("own-compensation", compensation=number)
    return found


def _approved(ticket: Ticket, number: int, under: Circumstances) -> Compensation:
    found = _proposed(ticket, number)
    if not found.approved:
        raise NotAllowed("compensation-not-approved", compensation=number)
    require_by_then(under, CompensationApproved, compensation=number)
    return found
