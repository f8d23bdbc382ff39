"""Whether a command may be given: the action that it is, the right to it, late or not, and in which role."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from domain.desk.kinds import of_the_asked
from domain.desk.metadata import CommandMetadata
from domain.desk.occurred import is_late
from domain.policy.pack import Pack
from domain.record.command import Command
from domain.record.envelope import Recorded
from domain.record.event import Event
from domain.refusals import NotAllowed
from domain.rights import Owned, Permission, check, may
from domain.ticket.commands import (
    COMMAND_OF,
    AddNote,
    ApprovePlan,
    CloseTicket,
    LookAtFile,
    RecordCorrection,
    RejectPlan,
)
from domain.ticket.events import CollaborationAnswered, CorrectionRecorded
from domain.ticket.state import Ticket

_IN_PERSON: Final = frozenset(
    {
        "approve-plan",
        "reject-plan",
        "approve-compensation",
        "reject-compensation",
        "close-without-consent",
        "unmask",
    }
)
"""What counts for who did it: nobody may enter it later for those who may."""


def action_of(command: Command) -> str:
    """The action that rights are asked about."""
    if isinstance(command, CloseTicket) and command.closed_as != "satisfied":
        return "close-without-consent"
    return "fetch-file" if isinstance(command, LookAtFile) else command.action


def permission_for(
    metadata: CommandMetadata, action: str, owned: Owned | None, now: datetime, also: str | None = None
) -> Permission:
    """``also`` names another action whose right is enough; who may back-date all may do so late. Raises Forbidden."""
    person = metadata.person
    permission = may(person, action, owned) or (may(person, also, owned) if also else None)
    if (
        permission is None
        and isinstance(owned, Ticket)
        and action not in _IN_PERSON
        and is_late(metadata.occurred, now)
    ):
        permission = may(person, "back-date", owned)
    return permission or check(person, action, owned)


def require_reason(metadata: CommandMetadata, now: datetime) -> None:
    """Somebody will ask why it was recorded so late. Raises NotAllowed."""
    if metadata.occurred and not metadata.late and is_late(metadata.occurred, now):
        raise NotAllowed("back-dating-reason-needed", occurred=metadata.occurred.isoformat(sep=" "))


def corrected(command: Command, events: tuple[Recorded, ...]) -> str | None:
    """Who may do a thing may correct it: the action whose event a correction is about, at last.

    Of what is not there, whoever may add a remark is told so; of a correction, who may correct the original.
    """
    if not isinstance(command, RecordCorrection):
        return None
    if command.version > len(events):
        return AddNote.action
    kind = COMMAND_OF.get(type(_original(command.version, events)))
    return kind.action if kind else None


def owned_in(command: Command, ticket: Owned | None, events: tuple[Recorded, ...]) -> Owned | None:
    """A department's answer is corrected by the department that was asked, and by no other."""
    if not isinstance(command, RecordCorrection) or not isinstance(ticket, Ticket) or command.version > len(events):
        return ticket
    answer = _original(command.version, events)
    return of_the_asked(ticket, answer.request) if isinstance(answer, CollaborationAnswered) else ticket


def _original(version: int, events: tuple[Recorded, ...]) -> Event:
    """What was corrected, where it is a correction."""
    event = events[version - 1].event
    if isinstance(event, CorrectionRecorded) and 0 < event.version < version:
        return _original(event.version, events)
    return event


def judges(command: Command) -> bool:
    """Whether it says yes or no to a plan."""
    return isinstance(command, ApprovePlan | RejectPlan)


def as_judge(metadata: CommandMetadata, command: Command, pack: Pack) -> CommandMetadata:
    """Who holds several roles judges a plan in one that the pack names, if they hold one."""
    named = metadata.person.roles & frozenset(pack.plans.approved_by)
    return replace(metadata, roles=named) if named else metadata
