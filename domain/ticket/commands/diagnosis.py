"""What can be asked while a fault is graded, looked into, and others are asked (分级、诊断, R9–R14, R16)."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from domain.record.command import Command, Id, Line, Words
from domain.ticket import events
from domain.ticket.events.intake import Sha256
from domain.ticket.vocabulary import Department, FaultType, FoundBy, Given

Departments = Annotated[tuple[Department, ...], Field(min_length=1, max_length=6)]
Number = Annotated[int, Field(ge=1)]
Minutes = Annotated[int, Field(ge=0, le=100_000)]


class GradeTicket(Command):
    """Judge or change the severity, with the reason (R9)."""

    action = "grade"
    causes = events.TicketGraded
    severity: Line
    reason: Words


class DiagnoseFault(Command):
    """Record the preliminary diagnosis (初步诊断, R10)."""

    action = "diagnose"
    causes = events.FaultDiagnosed
    finding: Words
    fault_type: FaultType | None = None
    found_by: FoundBy | None = None
    category: Id | None = None


class AuthoriseRemoteAssistance(Command):
    """Record that the customer allows us onto their device (远程协助, R11)."""

    action = "authorise-remote"
    causes = events.RemoteAssistanceAuthorised
    by: Line
    given: Given
    scope: Words | None = None
    until: AwareDatetime | None = None
    evidence: Sha256 | None = None


class RefuseRemoteAssistance(Command):
    """Record that the customer does not allow it, or no longer (R11)."""

    action = "refuse-remote"
    causes = events.RemoteAssistanceRefused
    reason: Words | None = None
    by: Line | None = None
    given: Given | None = None
    evidence: Sha256 | None = None


class AssistRemotely(Command):
    """Record work on the customer's device from afar; only as authorised (R11, R12)."""

    action = "assist"
    causes = events.RemoteAssistanceGiven
    actions: Words
    result: Words | None = None
    minutes: Minutes | None = None


class ConsultArticle(Command):
    """Record which article was looked up, and whether it helped (R10)."""

    action = "consult"
    causes = events.ArticleConsulted
    article: Id
    article_version: Number | None = None
    helped: bool | None = None


class RequestCollaboration(Command):
    """Ask another department (跨部门协作, R13)."""

    action = "collaborate"
    causes = events.CollaborationRequested
    department: Department
    text: Words
    due: AwareDatetime | None = None


class AnswerCollaboration(Command):
    """Answer what a department was asked, by the request's number (R13)."""

    action = "answer"
    causes = events.CollaborationAnswered
    request: Number
    text: Words


class CallMeeting(Command):
    """Call the departments together to settle the plan (R16)."""

    action = "call-meeting"
    causes = events.MeetingCalled
    departments: Departments
    topic: Words | None = None


class HoldMeeting(Command):
    """Record who met and what came of it (R16)."""

    action = "meet"
    causes = events.MeetingHeld
    departments: Departments
    attendees: Annotated[tuple[Id, ...], Field(min_length=1, max_length=50)]
    outcome: Words


class EscalateTicket(Command):
    """Call in the next support line, a supervisor or a department (升级, R14)."""

    action = "escalate"
    causes = events.TicketEscalated
    to: Id
    reason: Words


DiagnosisCommand = (
    GradeTicket
    | DiagnoseFault
    | AuthoriseRemoteAssistance
    | RefuseRemoteAssistance
    | AssistRemotely
    | ConsultArticle
    | RequestCollaboration
    | AnswerCollaboration
    | CallMeeting
    | HoldMeeting
    | EscalateTicket
)
