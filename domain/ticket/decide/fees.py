"""The rules of money (费用, R23a, R24): no charge without consent to this very quote, no goodwill on one's own word."""

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
from domain.ticket.decide.caused import caused, following, once, says
from domain.ticket.events import TicketEvent
from domain.ticket.state import Ticket
from domain.ticket.state.ticket import Compensation, Quote, nth


def decide(ticket: Ticket, command: FeesCommand, under: Circumstances) -> list[TicketEvent]:
    match command:
        case QuoteFee():
            return _quoted(ticket, command, under)
        case AcceptFee(quote=number):
            return once(_newest(ticket, number).accepted, command)
        case DeclineFee(quote=number):
            quote = _newest(ticket, number)
            if quote.charged:
                raise NotAllowed("charged-already", quote=number)
            return once(quote.declined, command)
        case ChargeFee():
            return _charged(_newest(ticket, command.quote), command)
        case ProposeCompensation():
            pending = any(says(found.said, command) for found in ticket.compensations if not found.rejected)
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
            return once(_approved(ticket, number).announced, command)
        case GiveCompensation(compensation=number):
            return once(_approved(ticket, number).given, command)
        case _:
            assert_never(command)


def _quoted(ticket: Ticket, command: QuoteFee, under: Circumstances) -> list[TicketEvent]:
    quote = ticket.quote
    if quote and not quote.declined and says(quote.said, command):
        return []
    free = ticket.warranty is not None and ticket.warranty.warranty not in under.rules.fees.consent_needed
    if free and ticket.warranty and command.amount:
        raise NotAllowed("under-warranty", ends=ticket.warranty.ends)
    if quote and quote.charged:
        raise NotAllowed("charged-already", quote=quote.number)
    return [caused(command, quote=quote.number + 1 if quote else 1)]


def _charged(quote: Quote, command: ChargeFee) -> list[TicketEvent]:
    if not quote.accepted:
        raise NotAllowed("fee-not-accepted", quote=quote.number)
    if quote.charged + command.amount > quote.amount:
        raise NotAllowed("more-than-agreed", agreed=quote.amount, charged=quote.charged)
    return [caused(command)]


def _newest(ticket: Ticket, number: int) -> Quote:
    if ticket.quote is None:
        raise NotAllowed("no-quote")
    if ticket.quote.number != number:
        raise NotAllowed("not-newest-quote", quote=number, newest=ticket.quote.number)
    return ticket.quote


def _proposed(ticket: Ticket, number: int) -> Compensation:
    found = nth(ticket.compensations, number)
    if found is None:
        raise NotAllowed("no-such-compensation", compensation=number, known=len(ticket.compensations))
    return found


def _judged(ticket: Ticket, number: int, under: Circumstances) -> Compensation:
    found = _proposed(ticket, number)
    if under.by == found.author:
        raise NotAllowed("own-compensation", compensation=number)
    return found


def _approved(ticket: Ticket, number: int) -> Compensation:
    found = _proposed(ticket, number)
    if not found.approved:
        raise NotAllowed("compensation-not-approved", compensation=number)
    return found
