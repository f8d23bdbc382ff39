"""The rules of incidents (R37): a person judges the alarm, a called team acts, and lessons end it."""

from contextlib import suppress
from datetime import datetime
from typing import Final

from domain.matters.incidents import commands
from domain.matters.incidents.events import EVENTS, MeasureTaken
from domain.matters.incidents.state import Incident, after
from domain.matters.incidents.vocabulary import ENDED, STATUSES
from domain.matters.kind import MatterKind
from domain.matters.matter import Word, caused
from domain.record.command import Command
from domain.record.event import Event
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.decide.always.by_then import CLOCKS_MAY_DIFFER

_RUNNING: Final = frozenset({"confirmed", "called", "acting"})


def begin(command: commands.RaiseAlarm, under: Circumstances) -> list[Event]:
    return [caused(command)]


def decide(matter: Incident, command: Command, under: Circumstances) -> list[Event]:
    match command:
        case commands.ConfirmAlarm() | commands.DismissAlarm() if under.is_by(frozenset({matter.opened_by})):
            raise NotAllowed("own-alarm")
        case commands.CallTeam():
            _require_named_once(command)
        case commands.TakeMeasure(staff=staff, at=at):
            _require_of_team(matter, staff)
            _require_since_alarm(at, under)
        case commands.InformCustomers(customers=customers, tickets=tickets) if not customers and not tickets:
            raise NotAllowed("customers-not-counted")
        case commands.RestoreService(at=at):
            _require_since_alarm(at, under)
            _require_since_first_measure(at, under)
        case commands.CloseIncident(reason=reason) if not matter.informed and reason is None:
            raise NotAllowed("customers-not-informed")
        case _:
            pass
    return [caused(command)]


def _require_named_once(command: commands.CallTeam) -> None:
    """One duty may be several people's, and one of them leads."""
    if sum(member.duty == "lead" for member in command.team) != 1:
        raise NotAllowed("team-lead-needed")
    if len({(member.staff, member.duty) for member in command.team}) != len(command.team):
        raise NotAllowed("member-named-twice")


def _require_of_team(matter: Incident, staff: str) -> None:
    if staff not in matter.about:
        raise NotAllowed("not-of-team", staff=staff, team=", ".join(matter.about))


def _require_since_alarm(at: datetime, under: Circumstances) -> None:
    """It has happened; and after the alarm, told from its history, as finely as times are told."""
    if at > under.at:
        raise NotAllowed("not-yet-happened", at=_shown(at, under))
    if under.history and at < (raised := under.history[0].envelope.occurred) - CLOCKS_MAY_DIFFER:
        raise NotAllowed("before-alarm", at=_shown(at, under), raised=_shown(raised, under))


def _require_since_first_measure(at: datetime, under: Circumstances) -> None:
    """What works again does so by something that was done; further measures may follow it. Raises NotAllowed."""
    taken = min((one.event.at for one in under.history if isinstance(one.event, MeasureTaken)), default=at)
    if at < taken:
        raise NotAllowed("before-measure", at=_shown(at, under), measure=_shown(taken, under))


def _shown(at: datetime, under: Circumstances) -> str:
    with suppress(OverflowError):
        at = at.astimezone(under.at.tzinfo)
    return at.isoformat(sep=" ", timespec="minutes")


INCIDENT: Final = MatterKind(
    name="incident",
    letters="YJ",
    called=Word("应急事件", "incident"),
    state=Incident,
    statuses=STATUSES,
    ended=ENDED,
    events=EVENTS,
    opening=commands.RaiseAlarm,
    possible={
        commands.RepeatSignal: frozenset({"raised", *_RUNNING}),
        commands.ConfirmAlarm: frozenset({"raised"}),
        commands.DismissAlarm: frozenset({"raised"}),
        commands.CallTeam: _RUNNING,
        commands.TakeMeasure: frozenset({"called", "acting", "restored"}),
        commands.InformCustomers: frozenset({*_RUNNING, "restored", "reviewed"}),
        commands.RestoreService: frozenset({"acting"}),
        commands.ReviewIncident: frozenset({"restored", "reviewed"}),
        commands.CloseIncident: frozenset({"reviewed"}),
    },
    begin=begin,
    rules=decide,
    after=after,
    whose="nobody",
)
