"""What happens while a fault is graded, looked into, and others are asked (分级、诊断, R9–R14, R16)."""

from domain.record.event import Event
from domain.record.moment import Moment
from domain.record.personal import Name, Text
from domain.ticket.events.intake import Hash
from domain.ticket.vocabulary import Department, FaultType, FoundBy, Given


class TicketGraded(Event):
    """The severity was judged or changed, with the reason (R9)."""

    stored_name = "ticket-graded"
    severity: str
    reason: Text | None = None


class FaultDiagnosed(Event):
    """The fault's type and suspected cause, and how they were found (初步诊断, R10)."""

    stored_name = "fault-diagnosed"
    finding: Text | None = None
    fault_type: FaultType | None = None
    found_by: FoundBy | None = None
    category: str | None = None


class RemoteAssistanceAuthorised(Event):
    """The customer allowed us onto their device: who, how, for what, until when (远程协助, R11).

    ``evidence`` is the hash of the file that shows it.
    """

    stored_name = "remote-assistance-authorised"
    by: Name
    given: Given
    scope: Text | None = None
    until: Moment | None = None
    evidence: Hash | None = None


class RemoteAssistanceRefused(Event):
    """The customer does not allow it, or takes the permission back."""

    stored_name = "remote-assistance-refused"
    reason: Text | None = None
    by: Name | None = None
    given: Given | None = None
    evidence: Hash | None = None


class RemoteAssistanceGiven(Event):
    """We worked on the customer's device from afar, as authorised."""

    stored_name = "remote-assistance-given"
    actions: Text
    result: Text | None = None
    minutes: int | None = None


class ArticleConsulted(Event):
    """An article of the knowledge base was looked up for this ticket (R10, R45)."""

    stored_name = "article-consulted"
    article: str
    article_version: int | None = None
    helped: bool | None = None


class CollaborationRequested(Event):
    """Another department was asked; its answer bears the same ``request`` number (跨部门协作, R13)."""

    stored_name = "collaboration-requested"
    request: int
    department: Department
    text: Text
    due: Moment | None = None


class CollaborationAnswered(Event):
    """A department answered what it was asked."""

    stored_name = "collaboration-answered"
    request: int
    text: Text


class MeetingCalled(Event):
    """The departments were called together to settle the plan (R16)."""

    stored_name = "meeting-called"
    departments: tuple[Department, ...]
    topic: Text | None = None


class MeetingHeld(Event):
    """They met: who, and what came of it (R16). ``attendees`` are staff numbers."""

    stored_name = "meeting-held"
    departments: tuple[Department, ...]
    attendees: tuple[str, ...]
    outcome: Text


class TicketEscalated(Event):
    """The next support line, a supervisor or a department was called in (升级, R14)."""

    stored_name = "ticket-escalated"
    to: str | None = None
    reason: Text | None = None


DiagnosisEvent = (
    TicketGraded
    | FaultDiagnosed
    | RemoteAssistanceAuthorised
    | RemoteAssistanceRefused
    | RemoteAssistanceGiven
    | ArticleConsulted
    | CollaborationRequested
    | CollaborationAnswered
    | MeetingCalled
    | MeetingHeld
    | TicketEscalated
)
