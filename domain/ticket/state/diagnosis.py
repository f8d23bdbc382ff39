"""What the events of grading and diagnosis make of a ticket."""

from typing import assert_never

from domain.ticket.events import (
    ArticleConsulted,
    CollaborationAnswered,
    CollaborationRequested,
    DiagnosisEvent,
    FaultDiagnosed,
    MeetingCalled,
    MeetingHeld,
    RemoteAssistanceAuthorised,
    RemoteAssistanceGiven,
    RemoteAssistanceRefused,
    TicketEscalated,
    TicketGraded,
)
from domain.ticket.state.ticket import Asked, Ticket, nth, put, replace
from domain.ticket.vocabulary import Stage


def after(ticket: Ticket, event: DiagnosisEvent, actor: str) -> Ticket:
    match event:
        case TicketGraded(severity=severity):
            return replace(ticket.reaches(Stage.GRADED), severity=severity)
        case FaultDiagnosed():
            return replace(ticket.reaches(Stage.DIAGNOSED), diagnosis=event)
        case RemoteAssistanceAuthorised():
            return replace(ticket, remote=event, remote_refused=None)
        case RemoteAssistanceRefused():
            return replace(ticket, remote=None, remote_tried=True, remote_refused=event)
        case RemoteAssistanceGiven():
            return replace(ticket.reaches(Stage.IN_PROGRESS), remote_tried=True, assisted=True)
        case CollaborationRequested(request=request, department=department):
            return replace(ticket, collaborations=put(ticket.collaborations, request, Asked(event, department)))
        case CollaborationAnswered(request=request):
            return _answered(ticket, request)
        case MeetingCalled():
            return replace(ticket, meeting_called=True)
        case MeetingHeld(departments=departments):
            return replace(ticket, meeting_called=False, meetings=ticket.meetings | {frozenset(departments)})
        case TicketEscalated():
            return replace(ticket, escalation=event)
        case ArticleConsulted():
            return ticket
        case _:
            assert_never(event)


def _answered(ticket: Ticket, request: int) -> Ticket:
    asked = nth(ticket.collaborations, request)
    if asked is None:
        return ticket
    return replace(ticket, collaborations=put(ticket.collaborations, request, replace(asked, answered=True)))
