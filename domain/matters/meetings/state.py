"""A meeting's state, and how each event changes it."""

from dataclasses import dataclass, replace

from domain.matters.matter import Matter
from domain.matters.meetings.events import (
    DecisionRecorded,
    MeetingCancelled,
    MeetingClosed,
    MeetingConvened,
    MeetingEvent,
    MeetingRecorded,
    MinutesCorrected,
)
from domain.matters.meetings.vocabulary import MeetingKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Matter):
    """``about`` are those who were called, and then those who were there; ``written_by`` wrote the minutes."""

    meeting: MeetingKind | None = None
    period: str | None = None
    written_by: str | None = None
    decisions: int = 0
    improvements: tuple[str, ...] = ()


def after(matter: Meeting, event: MeetingEvent, actor: str) -> Meeting:
    """What an event makes of a meeting."""
    match event:
        case MeetingConvened(meeting=meeting, period=period, invited=invited, day=day):
            called = replace(matter, status="called", about=invited, responsible=actor, due=day)
            return replace(called, meeting=meeting, period=period)
        case MeetingRecorded(attendees=attendees):
            return replace(matter, status="held", about=attendees, written_by=actor)
        case DecisionRecorded(improvement=improvement):
            named = (*matter.improvements, improvement) if improvement else matter.improvements
            return replace(matter, decisions=matter.decisions + 1, improvements=named)
        case MinutesCorrected():
            return replace(matter, written_by=actor)
        case MeetingClosed():
            return replace(matter, status="closed")
        case MeetingCancelled():
            return replace(matter, status="cancelled")
