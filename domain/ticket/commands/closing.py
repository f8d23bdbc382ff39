"""What can be asked on the way to the end of a case and beyond it (回访、结案报告、归档, R31–R34)."""

from typing import Literal

from domain.record.command import Command, Words
from domain.ticket import events
from domain.ticket.events.intake import Sha256
from domain.ticket.vocabulary import Channel, Given


class FollowUp(Command):
    """Ask the customer: solved, professional, satisfied; what is not goes back into handling (回访, R31)."""

    action = "follow-up"
    causes = events.FollowUpMade
    channel: Literal[Channel.PHONE, Channel.SMS]
    solved: bool
    professional: bool
    satisfied: bool
    note: Words | None = None


class RaiseObjection(Command):
    """The customer objects: back into handling; if entered by another: how, and the file that shows it (异议, R31)."""

    action = "object"
    causes = events.ObjectionRaised
    reason: Words
    given: Given | None = None
    evidence: Sha256 | None = None


class RemindCustomer(Command):
    """Remind the customer that their word on the solution is awaited (R31)."""

    action = "remind"
    causes = events.ReminderSent
    channel: Channel
    note: Words | None = None


class WriteClosingReport(Command):
    """Write down cause, handling and lessons of the case (结案报告, R33)."""

    action = "write-report"
    causes = events.ClosingReportWritten
    cause: Words
    handling: Words
    lessons: Words


class ArchiveTicket(Command):
    """Put the dossier of a closed case away (归档, R34)."""

    action = "archive"
    causes = events.TicketArchived
    note: Words | None = None


ClosingCommand = FollowUp | RaiseObjection | RemindCustomer | WriteClosingReport | ArchiveTicket
