"""The rules of meetings (R36a, R43): minutes before decisions, and another's word before they are final."""

from typing import Final

from domain.matters.kind import MatterKind
from domain.matters.matter import Word, caused
from domain.matters.meetings import commands
from domain.matters.meetings.events import EVENTS
from domain.matters.meetings.state import Meeting, after
from domain.matters.meetings.vocabulary import ENDED, STATUSES
from domain.record.command import Command
from domain.record.event import Event
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances

_REVIEWS: Final = {"monthly-review": "month", "quarterly-optimisation": "quarter"}


def begin(command: commands.ConveneMeeting, under: Circumstances) -> list[Event]:
    """A review says of which month or quarter it is."""
    reviewed = _REVIEWS.get(command.meeting)
    if reviewed and (command.period is None or ("Q" in command.period) != (reviewed == "quarter")):
        raise NotAllowed(f"review-of-no-{reviewed}")
    return [caused(command)]


def decide(matter: Meeting, command: Command, under: Circumstances) -> list[Event]:
    match command:
        case commands.RecordDecision():
            return [caused(command, decision=matter.decisions + 1)]
        case commands.CloseMeeting() if under.by == matter.written_by:
            raise NotAllowed("own-minutes")
        case commands.CloseMeeting() if under.by not in matter.about:
            raise NotAllowed("not-there")
        case _:
            return [caused(command)]


MEETING: Final = MatterKind(
    name="meeting",
    letters="HY",
    called=Word("会议", "meeting"),
    state=Meeting,
    statuses=STATUSES,
    ended=ENDED,
    events=EVENTS,
    opening=commands.ConveneMeeting,
    possible={
        commands.RecordMeeting: frozenset({"called"}),
        commands.RecordDecision: frozenset({"held"}),
        commands.CorrectMinutes: frozenset({"held"}),
        commands.CloseMeeting: frozenset({"held"}),
        commands.CancelMeeting: frozenset({"called"}),
    },
    begin=begin,
    rules=decide,
    after=after,
    whose="nobody",
)
