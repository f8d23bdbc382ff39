"""What the events about money make of a ticket."""

from typing import assert_never

from domain.ticket.events import (
    CompensationAnnounced,
    CompensationApproved,
    CompensationGiven,
    CompensationProposed,
    CompensationRejected,
    FeeAccepted,
    FeeCharged,
    FeeDeclined,
    FeeQuoted,
    FeesEvent,
)
from domain.ticket.state.ticket import Compensation, Quote, Ticket, nth, put, replace


def after(ticket: Ticket, event: FeesEvent, actor: str) -> Ticket:
    match event:
        case FeeQuoted(quote=number, amount=amount):
            return replace(ticket, quote=Quote(number, amount, event))
        case FeeAccepted(quote=number):
            return _quoted(ticket, number, accepted=True, declined=False)
        case FeeDeclined(quote=number):
            return _quoted(ticket, number, accepted=False, declined=True)
        case FeeCharged(quote=number, amount=amount):
            charged = ticket.quote.charged + amount if ticket.quote else amount
            return _quoted(ticket, number, charged=charged)
        case CompensationProposed(compensation=number):
            proposed = Compensation(frozenset({actor}), event)
            return replace(ticket, compensations=put(ticket.compensations, number, proposed))
        case CompensationApproved(compensation=number):
            return _with(ticket, number, approved=True, rejected=False)
        case CompensationRejected(compensation=number):
            return _with(ticket, number, approved=False, rejected=True)
        case CompensationAnnounced(compensation=number):
            return _with(ticket, number, announced=True)
        case CompensationGiven(compensation=number):
            return _with(ticket, number, given=True)
        case _:
            assert_never(event)


def _quoted(ticket: Ticket, number: int, **changes: object) -> Ticket:
    quote = ticket.quote
    if quote is None or quote.number != number:
        return ticket
    return replace(ticket, quote=replace(quote, **changes))  # type: ignore[arg-type]


def _with(ticket: Ticket, number: int, **changes: bool) -> Ticket:
    found = nth(ticket.compensations, number)
    if found is None:
        return ticket
    return replace(ticket, compensations=put(ticket.compensations, number, replace(found, **changes)))
