"""What makes a meeting one (跨部门会议, R16): several people, and of several departments where departments meet."""

from typing import Final, TypeGuard

from domain.record.event import Event
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import HoldMeeting
from domain.ticket.decide.always.by_then import CLOCKS_MAY_DIFFER, require_by_then
from domain.ticket.events import MeetingHeld
from domain.ticket.state import Ticket
from domain.ticket.state.ticket import Meetings

FEWEST: Final = 2
"""Of people, and of departments."""


def require_others(command: HoldMeeting, severity: str | None, under: Circumstances) -> None:
    """Raises NotAllowed where one person met, or one department at a severity whose plan departments settle."""
    if not under.live:
        return
    if len({one.casefold() for one in command.attendees}) < FEWEST:
        raise NotAllowed("meeting-of-one")
    if severity is not None and under.rules.needs_meeting(severity) and len(set(command.departments)) < FEWEST:
        raise NotAllowed("meeting-of-one-department", severity=under.rules.severity(severity) or severity)


def require_held_by_then(ticket: Ticket, under: Circumstances) -> None:
    """What settled the plan came before it: the departments had met by then. Raises NotAllowed."""
    by_then = under.at + CLOCKS_MAY_DIFFER
    meetings = ((one.event, one.envelope.occurred) for one in under.history)
    held = frozenset(frozenset(event.departments) for event, at in meetings if _is_held(event) and at <= by_then)
    try:
        require_held(ticket.severity, ticket.meetings & held, under)
    except NotAllowed:
        require_by_then(under, MeetingHeld)
        raise


def require_held(severity: str | None, meetings: Meetings, under: Circumstances) -> None:
    """The departments that the policy names, and more than one, have settled the plan together (R16).

    Raises NotAllowed; with the fewest that were absent.
    """
    if not under.live or severity is None or not under.rules.needs_meeting(severity):
        return
    wanted, said = under.rules.plans.meeting.departments, under.rules.severity(severity) or severity
    absences = [tuple(one for one in wanted if one not in met) for met in meetings]
    absent = min(absences, key=len, default=wanted)
    if absent or not meetings:
        raise NotAllowed("no-meeting", severity=said, departments=absent)
    if all(len(met) < FEWEST for met in meetings):
        raise NotAllowed("meeting-of-one-department", severity=said)


def _is_held(event: Event) -> TypeGuard[MeetingHeld]:
    return isinstance(event, MeetingHeld)
