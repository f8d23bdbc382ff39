"""The rules of a staff record: what a command causes, or why it is refused. Pure; asking twice is harmless."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar, cast

from domain.refusals import NotAllowed
from domain.staff.commands import (
    AssignOffice,
    CancelLeave,
    CertifySkill,
    EndEmployment,
    GrantRole,
    JoinStaff,
    JoinTeam,
    LeaveTeam,
    NameStandIn,
    RecordTraining,
    ReleaseStandIn,
    RenameStaff,
    RevokeRole,
    SetNoticePreferences,
    SetRoster,
    StaffCommand,
    TakeLeave,
    WithdrawSkill,
)
from domain.staff.events import NoticePreferencesSet, StaffEvent
from domain.staff.shifts import require_in_turn
from domain.staff.spans import NO_DAYS, Days, Span
from domain.staff.state import Staff

Key = TypeVar("Key")


def decide(staff: Staff | None, command: StaffCommand, by: str) -> list[StaffEvent]:
    """Answer a command of ``by`` with the events it causes; an empty list means already so. Raises NotAllowed."""
    if staff is None:
        if not isinstance(command, JoinStaff):
            raise NotAllowed("staff-not-joined")
        return [_caused(command)]
    _check_said(staff, command, by)
    if _already_so(staff, command):
        return []
    _check_facts(staff, command)
    return [_caused(command)]


def _caused(command: StaffCommand) -> StaffEvent:
    said = {name: getattr(command, name) for name in type(command).model_fields}
    return cast("StaffEvent", command.causes.model_validate(said))


def _check_said(staff: Staff, command: StaffCommand, by: str) -> None:
    """What can't be meant, whatever the record says."""
    since, until = getattr(command, "since", None), getattr(command, "until", None)
    if since and until and until < since:
        raise NotAllowed("days-reversed", since=since, until=until)
    match command:
        case GrantRole() if by == staff.number:
            raise NotAllowed("own-role")
        case NameStandIn() if by == staff.number:
            raise NotAllowed("self-appointed")
        case NameStandIn(absent=absent) if absent == staff.number:
            raise NotAllowed("own-stand-in")
        case SetRoster(since=since, until=until, shifts=shifts):
            require_in_turn(Span(since, until), shifts)
        case SetNoticePreferences(quiet_from=begin, quiet_until=end) if (begin is None) != (end is None):
            raise NotAllowed("quiet-hours-half")
        case SetNoticePreferences(channels=channels, email=None) if channels is not None and "email" in channels:
            raise NotAllowed("no-address-for-email")
        case _:
            pass


def _already_so(staff: Staff, command: StaffCommand) -> bool:  # noqa: C901 -- one case a command
    match command:
        case JoinStaff(name=name, office=office, since=since):
            return (staff.name, staff.office) == (name, office) and staff.employed.covers(Span(since))
        case RenameStaff(name=name):
            return staff.name == name
        case AssignOffice(office=office):
            return staff.office == office
        case GrantRole(role=role, since=since, until=until):
            return _days(staff.roles, role).covers(Span.of(since, until))
        case RevokeRole(role=role, since=since):
            return _has_ended(staff.roles, role, since)
        case CertifySkill(skill=skill, certificate=certificate, since=since, until=until):
            return _days(staff.skills, (skill, certificate)).covers(Span.of(since, until))
        case WithdrawSkill(skill=skill, since=since):
            held = [days for (named, _), days in staff.skills.items() if named == skill]
            return bool(held) and not any(days.meets(Span(since)) for days in held)
        case RecordTraining():
            return _caused(command) in staff.trainings
        case SetRoster(since=since, until=until, shifts=shifts):
            span = Span(since, until)
            return staff.rostered.covers(span) and staff.shifts_in(span) == shifts
        case TakeLeave(since=since, until=until):
            return staff.leave.covers(Span(since, until))
        case CancelLeave(since=since, until=until):
            return staff.cancelled.covers(Span(since, until))
        case NameStandIn(absent=absent, since=since, until=until):
            return _days(staff.standing_in, absent).covers(Span(since, until))
        case ReleaseStandIn(absent=absent, since=since):
            return _has_ended(staff.standing_in, absent, since)
        case JoinTeam(team=team, since=since, until=until):
            return _days(staff.teams, team).covers(Span.of(since, until))
        case LeaveTeam(team=team, since=since):
            return _has_ended(staff.teams, team, since)
        case EndEmployment(since=since):
            return not staff.employed.meets(Span(since))
        case SetNoticePreferences():
            return _caused(command) == (staff.notices or NoticePreferencesSet())


def _check_facts(staff: Staff, command: StaffCommand) -> None:
    match command:
        case JoinStaff(since=since) if staff.employed.meets(Span(since)):
            raise NotAllowed("staff-joined", number=staff.number)
        case JoinStaff():
            pass
        case _ if not staff.employed.meets(_said_days(command)):
            raise NotAllowed("staff-left", number=staff.number)
        case RevokeRole(role=role) if role not in staff.roles:
            raise NotAllowed("role-not-held", roles=(role,))
        case WithdrawSkill(skill=skill) if all(skill != named for named, _ in staff.skills):
            raise NotAllowed("skill-not-held", skill=skill)
        case CancelLeave(since=since, until=until) if not staff.leave.meets(Span(since, until)):
            raise NotAllowed("no-leave", since=since, until=until)
        case NameStandIn(since=since, until=until) if staff.leave.meets(Span(since, until)):
            raise NotAllowed("stand-in-away", number=staff.number)
        case ReleaseStandIn(absent=absent) if absent not in staff.standing_in:
            raise NotAllowed("not-standing-in", absent=absent)
        case LeaveTeam(team=team) if team not in staff.teams:
            raise NotAllowed("not-in-team", team=team)
        case _:
            pass


def _said_days(command: StaffCommand) -> Span:
    """The days a command speaks of; all that are where it speaks of none."""
    if isinstance(command, RecordTraining):
        return Span(command.day, command.day)
    return Span.of(getattr(command, "since", date.min), getattr(command, "until", None))


def _days(by_key: Mapping[Key, Days], key: Key) -> Days:
    return by_key.get(key, NO_DAYS)


def _has_ended(by_key: Mapping[Key, Days], key: Key, since: date) -> bool:
    """Whether it was held once, and is no more from that day on."""
    return key in by_key and not by_key[key].meets(Span(since))
