"""The rules of meetings (R36a, R43): minutes before decisions, and another's word before they are final."""

from datetime import datetime, time
from typing import Final

from domain.matters.improvements.quarters import quarter_of
from domain.matters.kind import MatterKind
from domain.matters.matter import Word, caused
from domain.matters.meetings import commands
from domain.matters.meetings.events import EVENTS, MeetingConvened
from domain.matters.meetings.state import Meeting, after
from domain.matters.meetings.vocabulary import ENDED, STATUSES
from domain.record.command import Command
from domain.record.event import Event
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances

_INVITED: Final = Word("邀请的人员（invited）", "Those invited (invited)")
_ATTENDEES: Final = Word("与会者（attendees）", "Those who were there (attendees)")
_REVIEWS: Final = {"monthly-review": "month", "quarterly-optimisation": "quarter"}


def begin(command: commands.ConveneMeeting, under: Circumstances) -> list[Event]:
    """A review says of which month or quarter it is, and that has begun by then."""
    reviewed = _REVIEWS.get(command.meeting)
    if reviewed and (command.period is None or ("Q" in command.period) != (reviewed == "quarter")):
        raise NotAllowed(f"review-of-no-{reviewed}")
    if command.period is not None and command.period > _now_in(command):
        raise NotAllowed("period-ahead", period=command.period)
    _require_each_once(command.invited, _INVITED)
    return [caused(command)]


def decide(matter: Meeting, command: Command, under: Circumstances) -> list[Event]:
    match command:
        case commands.RecordMeeting(attendees=attendees):
            _require_begun(under)
            _require_each_once(attendees, _ATTENDEES)
        case commands.RecordDecision(due=due):
            if due is not None and matter.due is not None and due < matter.due:
                raise NotAllowed("decision-due-before", day=matter.due)
            return [caused(command, decision=matter.decisions + 1)]
        case commands.CloseMeeting() if under.by == matter.written_by:
            raise NotAllowed("own-minutes")
        case commands.CloseMeeting() if under.by not in matter.about:
            raise NotAllowed("not-there")
        case _:
            pass
    return [caused(command)]


def _require_begun(under: Circumstances) -> None:
    """It is the day of the meeting, and its hour where one was said; told from its history. Raises NotAllowed."""
    for called in (one.event for one in under.history if isinstance(one.event, MeetingConvened)):
        begins = datetime.combine(called.day, time.fromisoformat(called.start or "00:00"), under.at.tzinfo)
        if under.at < begins:
            raise NotAllowed("meeting-ahead", begins=f"{called.day} {called.start or ''}".strip())


def _now_in(command: commands.ConveneMeeting) -> str:
    """The month or the quarter of the meeting itself; names sort as the periods do."""
    day = command.day
    return quarter_of(day) if "Q" in (command.period or "") else f"{day.year:04}-{day.month:02}"


def _require_each_once(people: tuple[str, ...], field: Word) -> None:
    if len(set(people)) < len(people):
        raise NotAllowed("person-named-twice", field=field)


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
