"""The rules of grading and diagnosis (分级、诊断, R9–R14, R16)."""

from typing import assert_never

from domain.refusals import NotAllowed
from domain.refusals.coded import Coded, CodedList
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import (
    AnswerCollaboration,
    AssistRemotely,
    AuthoriseRemoteAssistance,
    CallMeeting,
    ConsultArticle,
    DiagnoseFault,
    DiagnosisCommand,
    EscalateTicket,
    GradeTicket,
    HoldMeeting,
    RefuseRemoteAssistance,
    RequestCollaboration,
)
from domain.ticket.decide.always.behalf import require_own_portal
from domain.ticket.decide.caused import caused, following, once, says
from domain.ticket.decide.planning.meeting import require_others
from domain.ticket.decide.planning.remote import is_authorised, require_authorisation
from domain.ticket.events import TicketEvent
from domain.ticket.state import Ticket
from domain.ticket.state.ticket import nth
from domain.ticket.vocabulary import Stage
from domain.wording import FAULT_TYPES


def decide(ticket: Ticket, command: DiagnosisCommand, under: Circumstances) -> list[TicketEvent]:
    working = ticket.is_worked_on
    match command:
        case GradeTicket(severity=severity):
            _require_severity(severity, under)
            return once(working and ticket.severity == severity, command)
        case DiagnoseFault(found_by=found_by):
            _require_known(command, under)
            if found_by == "remote":
                require_authorisation(ticket, under)
            known = working and ticket.diagnosis == caused(command)
            return once(known and ticket.reaches(Stage.DIAGNOSED) is ticket, command)
        case AuthoriseRemoteAssistance() | RefuseRemoteAssistance():
            require_own_portal(ticket, command, under)
            return once(_is_said(ticket, command, under), command)
        case AssistRemotely():
            require_authorisation(ticket, under)
            return [caused(command)]
        case HoldMeeting():
            require_others(command, ticket.severity, under)
            return [caused(command)]
        case ConsultArticle() | CallMeeting():
            _require_published(command, under)
            return [caused(command)]
        case RequestCollaboration():
            pending = any(says(asked.said, command) for asked in ticket.collaborations if not asked.answered)
            return once(pending, command, request=following(ticket.collaborations))
        case AnswerCollaboration(request=request):
            if nth(ticket.collaborations, request) is None:
                raise NotAllowed("no-such-request", request=request, known=len(ticket.collaborations))
            return [caused(command)]
        case EscalateTicket(to=to):
            unsaid = to is None  # pyright: ignore[reportUnnecessaryComparison]  -- another system may not tell
            return once(working and not unsaid and says(ticket.escalation, command), command)
        case _:
            assert_never(command)


def _is_said(ticket: Ticket, command: AuthoriseRemoteAssistance | RefuseRemoteAssistance, under: Circumstances) -> bool:
    """Whether such an authorisation still holds, or such a refusal; one without an end is not one with an end."""
    if isinstance(command, RefuseRemoteAssistance):
        return says(ticket.remote_refused, command)
    return is_authorised(ticket, under) and ticket.remote == caused(command)


def _require_published(command: ConsultArticle | CallMeeting, under: Circumstances) -> None:
    """An article that everybody may read, at a version that there was; another system has articles of its own."""
    if not under.live or not isinstance(command, ConsultArticle) or command.article not in under.known.versions:
        return
    newest = under.known.versions[command.article]
    if not newest:
        raise NotAllowed("article-not-there", article=command.article)
    if (command.article_version or newest) > newest:
        raise NotAllowed("version-not-published", article=command.article, newest=newest)


def _require_severity(severity: str, under: Circumstances) -> None:
    if under.live and severity not in under.rules.severity_codes:
        declared = tuple(Coded(one.code, one.zh, one.en) for one in under.rules.severities)
        raise NotAllowed("unknown-severity", severity=severity, allowed=CodedList(declared))


def _require_known(command: DiagnoseFault, under: Circumstances) -> None:
    """Fault types and categories are the policy's (R10)."""
    work = under.rules.work
    categories = {category.code: (category.zh, category.en) for category in work.categories}
    if not under.live:
        return
    if command.fault_type is not None and command.fault_type not in work.fault_types:
        fault, known = Coded.of(command.fault_type, FAULT_TYPES), CodedList.of(work.fault_types, FAULT_TYPES)
        raise NotAllowed("unknown-fault-type", fault_type=fault, allowed=known)
    if command.category is not None and command.category not in categories:
        raise NotAllowed("unknown-category", category=command.category, allowed=CodedList.of(categories, categories))
