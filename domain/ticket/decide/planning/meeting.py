"""What makes a meeting one (跨部门会议, R16): several people, and of several departments where departments meet."""

from itertools import chain
from typing import Final

from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import HoldMeeting
from domain.ticket.decide.always.by_then import CLOCKS_MAY_DIFFER, require_by_then
from domain.ticket.events import MeetingHeld
from domain.ticket.state import Ticket

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
    """What settled the plan came before it: enough departments had met by then. Raises NotAllowed."""
    by_then = under.at + CLOCKS_MAY_DIFFER
    meetings = ((one.event, one.envelope.occurred) for one in under.history)
    held = (event.departments for event, at in meetings if isinstance(event, MeetingHeld) and at <= by_then)
    met = ticket.met & frozenset(chain.from_iterable(held))
    try:
        require_held(ticket.severity, met, under)
    except NotAllowed:
        require_by_then(under, MeetingHeld)
        raise


def require_held(severity: str | None, met: frozenset[str], under: Circumstances) -> None:
    """The departments that the policy names have settled the plan, and more than one (R16). Raises NotAllowed."""
    if not under.live or severity is None or not under.rules.needs_meeting(severity):
        return
    said = under.rules.severity(severity) or severity
    absent = tuple(one for one in under.rules.plans.meeting.departments if one not in met)
    if absent or not met:
        raise NotAllowed("no-meeting", severity=said, departments=absent)
    if len(met) < FEWEST:
        raise NotAllowed("meeting-of-one-department", severity=said)
