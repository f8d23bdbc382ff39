"""What can be asked from a solution to the end of a case (确认、结案, R28–R33)."""

from domain.record.command import Command, Id, Line, Words
from domain.ticket import events
from domain.ticket.events.intake import Sha256
from domain.ticket.vocabulary import CancelledAs, ClosedAs, Given


class ResolveTicket(Command):
    """Give the solution: cause, handling, precautions."""

    action = "resolve"
    causes = events.TicketResolved
    cause: Words | None = None
    handling: Words
    precautions: Words | None = None


class ConfirmResolution(Command):
    """The customer verified the solution and signs; if entered by another: how, and the file that shows it (R28)."""

    action = "confirm"
    causes = events.ResolutionConfirmed
    signature: Line
    note: Words | None = None
    given: Given | None = None
    evidence: Sha256 | None = None


class RejectResolution(Command):
    """The customer does not accept the solution; if entered by another: how, and the file that shows it (R28)."""

    action = "reject"
    causes = events.ResolutionRejected
    reason: Words
    given: Given | None = None
    evidence: Sha256 | None = None


class CloseTicket(Command):
    """End the case: satisfied, on a supervisor's word with a reason, or unanswered after the reminders (结案, R31)."""

    action = "close"
    causes = events.TicketClosed
    closed_as: ClosedAs = "satisfied"
    report: Words | None = None
    reason: Words | None = None


class ReopenTicket(Command):
    """Take a resolved or closed case up again (R32)."""

    action = "reopen"
    causes = events.TicketReopened
    reason: Words


class CancelTicket(Command):
    """End a case without work: withdrawn, invalid, or a duplicate of another."""

    action = "cancel"
    causes = events.TicketCancelled
    cancelled_as: CancelledAs
    duplicate_of: Id | None = None
    reason: Words


EndingCommand = ResolveTicket | ConfirmResolution | RejectResolution | CloseTicket | ReopenTicket | CancelTicket
