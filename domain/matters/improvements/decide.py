"""The rules of improvements (R36, R43): given to somebody with a day, followed from quarter to quarter."""

from typing import Final

from domain.matters.improvements import commands
from domain.matters.improvements.events import EVENTS, ImprovementAssigned, ImprovementReported
from domain.matters.improvements.quarters import quarter_of
from domain.matters.improvements.state import Improvement, after
from domain.matters.improvements.vocabulary import ENDED, LETTERS, STATUSES
from domain.matters.kind import MatterKind
from domain.matters.matter import Word, caused
from domain.record.command import Command
from domain.record.event import Event
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances

_DONE: Final = 100
"""Per cent."""
_OPEN: Final = frozenset({"proposed", "assigned", "in-progress"})
_GIVEN: Final = frozenset({"assigned", "in-progress"})


def begin(command: commands.ProposeImprovement, under: Circumstances) -> list[Event]:
    """A number that it comes from is one of that kind."""
    if command.source is not None and not _is_of(command.origin, command.source):
        raise NotAllowed("source-of-another-kind", source=command.source)
    return [caused(command, quarter=quarter_of(under.at.date()))]


def _is_of(origin: str, source: str) -> bool:
    if origin in LETTERS:
        return source.startswith(LETTERS[origin])
    return origin != "ticket" or not source.startswith(tuple(LETTERS.values()))


def decide(matter: Improvement, command: Command, under: Circumstances) -> list[Event]:
    match command:
        case commands.AssignImprovement(due=due) if due < under.at.date():
            raise NotAllowed("due-in-the-past")
        case commands.ReportImprovement(percent=int(percent)) if percent < (matter.percent or 0):
            raise NotAllowed("percent-fell", percent=matter.percent)
        case commands.FollowImprovement():
            return _followed(matter, command, under)
        case commands.CloseImprovement() | commands.DropImprovement() if under.is_by(_carried_out_by(matter, under)):
            raise NotAllowed("own-improvement")
        case commands.CloseImprovement(reason=reason):
            if matter.percent != _DONE and reason is None:
                raise NotAllowed("improvement-unfinished", percent=matter.percent or 0)
            return [caused(command)]
        case _:
            return [caused(command)]


def _carried_out_by(matter: Improvement, under: Circumstances) -> frozenset[str]:
    """Whoever it was given to, told from its history, unless another took it away before any work was reported."""
    found, worked = {matter.responsible}, False
    owner: str | None = None
    for one in under.history:
        if isinstance(one.event, ImprovementAssigned):
            if owner is not None and (worked or one.envelope.actor.id == owner):
                found.add(owner)
            worked = worked and one.event.staff == owner
            owner = one.event.staff
        elif isinstance(one.event, ImprovementReported):
            worked = True
    return frozenset(who for who in found if who)


def _followed(matter: Improvement, command: commands.FollowImprovement, under: Circumstances) -> list[Event]:
    today = under.at.date()
    if quarter_of(today) <= matter.quarter:
        raise NotAllowed("quarter-not-over", quarter=matter.quarter)
    if command.due is not None and command.due < today:
        raise NotAllowed("due-in-the-past")
    return [caused(command, quarter=quarter_of(today))]


IMPROVEMENT: Final = MatterKind(
    name="improvement",
    letters="GJ",
    called=Word("改进", "improvement"),
    state=Improvement,
    statuses=STATUSES,
    ended=ENDED,
    events=EVENTS,
    opening=commands.ProposeImprovement,
    possible={
        commands.AssignImprovement: _OPEN,
        commands.ReportImprovement: _GIVEN,
        commands.FollowImprovement: _OPEN,
        commands.CloseImprovement: _GIVEN,
        commands.DropImprovement: _OPEN,
    },
    begin=begin,
    rules=decide,
    after=after,
    whose="nobody",
)
