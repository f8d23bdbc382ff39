"""Everything that can have happened to a meeting: frozen facts under stored names that never change."""

from datetime import date
from typing import Final, get_args

from domain.matters.meetings.vocabulary import MeetingKind
from domain.record.event import Event
from domain.record.personal import Text
from domain.staff.events import Clock


class MeetingConvened(Event):
    """A meeting was called: what it is about, when, and who is to come. ``period`` is the month or quarter reviewed."""

    stored_name = "meeting-convened"
    meeting: MeetingKind
    day: date
    start: Clock | None = None
    subject: Text
    agenda: Text | None = None
    period: str | None = None
    invited: tuple[str, ...]


class MeetingRecorded(Event):
    """It was held: who was there, and the minutes (会议纪要)."""

    stored_name = "meeting-recorded"
    attendees: tuple[str, ...]
    minutes: Text


class DecisionRecorded(Event):
    """What was decided, counted from 1: who does it until when, and the improvement that follows from it."""

    stored_name = "decision-recorded"
    decision: int
    words: Text
    owner: str | None = None
    due: date | None = None
    improvement: str | None = None


class MinutesCorrected(Event):
    """The minutes read otherwise now, and why; what they said before stays on record."""

    stored_name = "minutes-corrected"
    minutes: Text
    reason: Text


class MeetingClosed(Event):
    """The minutes are final: somebody who was there, but did not write them, says so."""

    stored_name = "meeting-closed"
    note: Text | None = None


class MeetingCancelled(Event):
    """It is not held, and why."""

    stored_name = "meeting-cancelled"
    reason: Text


MeetingEvent = (
    MeetingConvened | MeetingRecorded | DecisionRecorded | MinutesCorrected | MeetingClosed | MeetingCancelled
)

EVENTS: Final[dict[str, type[MeetingEvent]]] = {event.stored_name: event for event in get_args(MeetingEvent)}
"""Every event type by its stored name."""
