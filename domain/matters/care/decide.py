"""The rules of periodic care (R46): a time that is due is done, tried, or moved with a reason."""

from datetime import date, timedelta
from typing import Final

from domain.matters.care import commands
from domain.matters.care.events import EVENTS
from domain.matters.care.state import Care, after
from domain.matters.care.vocabulary import ENDED, STATUSES
from domain.matters.kind import MatterKind
from domain.matters.matter import Word, caused
from domain.record.command import Command
from domain.record.event import Event
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances

_AHEAD: Final = timedelta(days=14)
"""So long before it is due it may be done; for an earlier day it is moved, with a reason."""
_LIVE: Final = frozenset({"planned", "under-way"})


def begin(command: commands.PlanCare, under: Circumstances) -> list[Event]:
    """What is planned lies ahead."""
    _require_ahead(command.first, under)
    return [caused(command)]


def decide(matter: Care, command: Command, under: Circumstances) -> list[Event]:
    match command:
        case commands.GiveCare(satisfaction=int()) if matter.care != "survey":
            raise NotAllowed("no-survey-planned")
        case commands.GiveCare(outcome="done", satisfaction=None) if matter.care == "survey":
            raise NotAllowed("survey-unanswered")
        case commands.GiveCare(outcome="done") if matter.due and matter.due - under.at.date() > _AHEAD:
            raise NotAllowed("care-too-early", due=matter.due, since=matter.due - _AHEAD)
        case commands.GiveCare():
            return [caused(command, due=matter.due or under.at.date())]
        case commands.MoveCare(due=due):
            _require_ahead(due, under)
            return [] if due == matter.due else [caused(command)]
        case commands.AssignCare(staff=staff) if staff == matter.responsible:
            return []
        case _:
            return [caused(command)]


def _require_ahead(day: date, under: Circumstances) -> None:
    if day < under.at.date():
        raise NotAllowed("care-in-the-past")


CARE: Final = MatterKind(
    name="care",
    letters="GH",
    called=Word("定期关怀", "plan of care"),
    state=Care,
    statuses=STATUSES,
    ended=ENDED,
    events=EVENTS,
    opening=commands.PlanCare,
    possible={
        commands.GiveCare: _LIVE,
        commands.MoveCare: _LIVE,
        commands.AssignCare: _LIVE,
        commands.EndCare: _LIVE,
    },
    begin=begin,
    rules=decide,
    after=after,
    whose="customer",
    repeatable=frozenset({commands.GiveCare}),
)
