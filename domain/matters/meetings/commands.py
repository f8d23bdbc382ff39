"""Everything that can be asked of a meeting: imperative, validated, and without who or when."""

from typing import Annotated

from pydantic import Field, StringConstraints

from domain.matters.meetings import events
from domain.matters.meetings.vocabulary import MeetingKind
from domain.record.command import Command, Id, Words
from domain.record.day import Day
from domain.staff.events import Clock

People = Annotated[tuple[Id, ...], Field(min_length=2, max_length=100)]
Period = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2]|Q[1-4])$")]
"""A month, 2024-05, or a quarter, 2024-Q2."""
Improvement = Annotated[str, StringConstraints(pattern=r"^GJ\d{6}-\d{5,12}$")]
"""An improvement's number."""


class ConveneMeeting(Command):
    """Call a meeting (召集会议, R36a): a month's review, a quarter's optimisation, the review of an incident."""

    action = "convene-meeting"
    causes = events.MeetingConvened
    meeting: MeetingKind
    day: Day
    start: Clock | None = None
    subject: Words
    agenda: Words | None = None
    period: Period | None = None
    invited: People


class RecordMeeting(Command):
    """Record that it was held: who was there, and the minutes."""

    action = "record-meeting"
    causes = events.MeetingRecorded
    attendees: People
    minutes: Words


class RecordDecision(Command):
    """Record what was decided, who does it until when, and the improvement that follows from it."""

    action = "record-decision"
    causes = events.DecisionRecorded
    words: Words
    owner: Id | None = None
    due: Day | None = None
    improvement: Improvement | None = None


class CorrectMinutes(Command):
    """Write the minutes otherwise, and say why; the earlier ones stay on record."""

    action = "correct-minutes"
    causes = events.MinutesCorrected
    minutes: Words
    reason: Words


class CloseMeeting(Command):
    """Call the minutes final: somebody who was there, but did not write them."""

    action = "close-meeting"
    causes = events.MeetingClosed
    note: Words | None = None


class CancelMeeting(Command):
    """Call it off, and say why."""

    action = "cancel-meeting"
    causes = events.MeetingCancelled
    reason: Words
