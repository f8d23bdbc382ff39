"""The rules of complaints (R36): never by those it is about, complex ones by a named handler, until satisfied."""

from typing import Final

from domain.matters.complaints import commands
from domain.matters.complaints.asking import require_asked
from domain.matters.complaints.events import EVENTS
from domain.matters.complaints.state import Complaint, after
from domain.matters.complaints.vocabulary import ENDED, SATISFIED_FROM, STATUSES
from domain.matters.kind import MatterKind
from domain.matters.matter import Word, caused
from domain.matters.proof import require_proof
from domain.record.command import Command
from domain.record.event import Event
from domain.refusals import NotAllowed
from domain.staff.vocabulary import Role
from domain.ticket.circumstances import Circumstances

_TO_HANDLE: Final = frozenset({"assessed", "given", "reopened"})
_UNPROVED: Final = "complaint-word-unproved"
_OPEN: Final = frozenset(STATUSES) - ENDED


def begin(command: commands.RaiseComplaint, under: Circumstances) -> list[Event]:
    """Whoever it is about may write it down: it must not be lost."""
    return [caused(command)]


def decide(matter: Complaint, command: Command, under: Circumstances) -> list[Event]:
    if under.is_by(frozenset(matter.about)):
        raise NotAllowed("complained-about")
    match command:
        case commands.AssessComplaint(staff=staff) if staff and under.is_by(frozenset(staff)):
            raise NotAllowed("complained-about")
        case commands.GiveComplaint(staff=staff):
            _require_may_handle(staff, under)
            return _given(matter, command, staff)
        case commands.HandleComplaint():
            _require_handler(matter, under)
        case commands.AnswerComplaintSurvey(score=score):
            require_proof(matter, command, under, _UNPROVED)
            return [caused(command, satisfied=score >= SATISFIED_FROM)]
        case commands.LinkImprovement(improvement=number) if number in matter.improvements:
            return []
        case commands.CloseComplaint():
            _require_satisfied(matter, command)
            if command.closed_as == "unanswered":
                require_asked(under)
        case commands.WithdrawComplaint():
            require_proof(matter, command, under, _UNPROVED)
        case _:
            pass
    return [caused(command)]


def _given(matter: Complaint, command: commands.GiveComplaint, staff: str) -> list[Event]:
    if staff in matter.about:
        raise NotAllowed("handler-complained-about", staff=staff)
    already = matter.given and staff == matter.responsible and matter.status not in {"assessed", "reopened"}
    return [] if already else [caused(command)]


def _require_may_handle(staff: str, under: Circumstances) -> None:
    """Whoever has roles on record has that of a handler; where roles are kept elsewhere anybody will do."""
    person = under.known.staff.get(staff)
    roles = person.roles_on(under.at.date()) if person else frozenset[Role]()
    if roles and Role.COMPLAINT_HANDLER not in roles:
        raise NotAllowed("handler-without-role", staff=staff)


def _require_handler(matter: Complaint, under: Circumstances) -> None:
    """A complex one has a handler, and whoever answers for it handles it: else it is given to another first."""
    if matter.weight == "complex" and not matter.given:
        raise NotAllowed("complex-not-given")
    if matter.responsible and not under.is_by(frozenset({matter.responsible})):
        raise NotAllowed("complaint-of-another-handler", staff=matter.responsible)


def _require_satisfied(matter: Complaint, command: commands.CloseComplaint) -> None:
    satisfied = matter.status == "surveyed"
    if command.closed_as == "satisfied" and not satisfied:
        raise NotAllowed("complaint-survey-unanswered")
    if command.closed_as == "unanswered" and satisfied:
        raise NotAllowed("complaint-survey-answered")
    if command.closed_as == "unanswered" and command.reason is None:
        raise NotAllowed("complaint-reason-needed")


COMPLAINT: Final = MatterKind(
    name="complaint",
    letters="TS",
    called=Word("投诉", "complaint"),
    state=Complaint,
    statuses=STATUSES,
    ended=ENDED,
    events=EVENTS,
    opening=commands.RaiseComplaint,
    possible={
        commands.ContactComplainant: _OPEN,
        commands.AnswerComplaint: frozenset({"contacted", "reopened"}),
        commands.AssessComplaint: frozenset({"answered", "assessed", "reopened"}),
        commands.GiveComplaint: frozenset({"raised", "contacted", "answered"}) | _TO_HANDLE,
        commands.HandleComplaint: _TO_HANDLE,
        commands.AnswerComplaintSurvey: frozenset({"handled"}),
        commands.LinkImprovement: frozenset({"handled", "reopened", "surveyed", "closed"}),
        commands.CloseComplaint: frozenset({"handled", "surveyed"}),
        commands.WithdrawComplaint: _OPEN - {"surveyed"},
    },
    begin=begin,
    rules=decide,
    after=after,
    whose="customer",
    repeatable=frozenset({commands.ContactComplainant}),
)
