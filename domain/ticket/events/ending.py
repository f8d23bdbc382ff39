"""What happens from a solution to the end of a case (确认、结案, R28–R33)."""

from domain.record.event import Event
from domain.record.personal import Name, Text
from domain.ticket.events.intake import Hash
from domain.ticket.vocabulary import CancelledAs, ClosedAs, Given


class TicketResolved(Event):
    """A solution was given; the customer has not confirmed it yet."""

    stored_name = "ticket-resolved"
    cause: Text | None = None
    handling: Text | None = None
    precautions: Text | None = None


class ResolutionConfirmed(Event):
    """The customer verified the solution and signed (问题确认单, R28).

    ``given`` says how, where another entered it; ``evidence`` is the hash of the file that shows it.
    """

    stored_name = "resolution-confirmed"
    signature: Name | None = None
    note: Text | None = None
    given: Given | None = None
    evidence: Hash | None = None


class ResolutionRejected(Event):
    """The customer did not accept the solution: second remedy (二次补救, R28). ``given``, ``evidence`` as above."""

    stored_name = "resolution-rejected"
    reason: Text | None = None
    given: Given | None = None
    evidence: Hash | None = None


class TicketClosed(Event):
    """The case was ended; ``closed_as`` says on whose word (R31)."""

    stored_name = "ticket-closed"
    closed_as: ClosedAs | None = None
    report: Text | None = None
    reason: Text | None = None


class TicketReopened(Event):
    """A resolved or closed case went back into handling (R32)."""

    stored_name = "ticket-reopened"
    engineer: str | None = None
    team: str | None = None
    reason: Text | None = None


class TicketCancelled(Event):
    """The case was ended without work: withdrawn, invalid, or a duplicate of another."""

    stored_name = "ticket-cancelled"
    cancelled_as: CancelledAs | None = None
    duplicate_of: str | None = None
    reason: Text | None = None


EndingEvent = (
    TicketResolved | ResolutionConfirmed | ResolutionRejected | TicketClosed | TicketReopened | TicketCancelled
)
