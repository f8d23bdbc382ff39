"""What leads to the end of a case and lies beyond it (回访、结案报告、服务记录、归档, R31–R34)."""

from domain.record.event import Event, Label
from domain.record.moment import Moment
from domain.record.personal import Name, Text
from domain.ticket.events.intake import Hash
from domain.ticket.vocabulary import Channel, ClosedAs, FaultType, Given, RecordGap


class FollowUpMade(Event):
    """The customer was asked whether it is solved, our attitude was professional and they are satisfied (回访, R31)."""

    stored_name = "follow-up-made"
    channel: Channel
    solved: bool
    professional: bool
    satisfied: bool
    note: Text | None = None


class ObjectionRaised(Event):
    """The customer objects to the solution: the case goes back into handling (异议, R31)."""

    stored_name = "objection-raised"
    reason: Text
    given: Given | None = None
    evidence: Hash | None = None


class ReminderSent(Event):
    """The customer was reminded that their word on the solution is awaited; counted for the solution (R31)."""

    stored_name = "reminder-sent"
    reminder: int
    channel: Channel
    note: Text | None = None


class ClosingReportWritten(Event):
    """Cause, handling and lessons of the case (结案报告, R33); a later report takes the place of an earlier."""

    stored_name = "closing-report-written"
    cause: Text
    handling: Text
    lessons: Text


class ServiceRecordCompleted(Event):
    """The service record is complete but for these gaps, as the case was closed (服务记录, R33a)."""

    stored_name = "service-record-completed"
    gaps: tuple[RecordGap, ...]


class TicketArchived(Event):
    """The dossier was put away, with what it is found by again (归档, R34)."""

    stored_name = "ticket-archived"
    customer_name: Name | None = None
    product: Label | None = None
    model: Label | None = None
    fault_type: FaultType | None = None
    category: str | None = None
    cause: Text | None = None
    closed_as: ClosedAs | None = None
    closed: Moment | None = None
    note: Text | None = None


ClosingEvent = (
    FollowUpMade | ObjectionRaised | ReminderSent | ClosingReportWritten | ServiceRecordCompleted | TicketArchived
)
