"""A member of staff's state, as far as rules and rights need it: what it answers about a day, how events change it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TypeVar, assert_never, cast

from domain.record.envelope import Recorded
from domain.staff.events import (
    LeaveCancelled,
    LeaveTaken,
    NoticePreferencesSet,
    OfficeAssigned,
    RoleGranted,
    RoleRevoked,
    RosterSet,
    Shift,
    SkillCertified,
    SkillWithdrawn,
    StaffEvent,
    StaffJoined,
    StaffLeft,
    StaffRenamed,
    StandInNamed,
    StandInReleased,
    TeamJoined,
    TeamLeft,
    TrainingRecorded,
)
from domain.staff.spans import NO_DAYS, Days, Span
from domain.staff.vocabulary import Duty, Role

Key = TypeVar("Key")
Skill = tuple[str, str | None]
"""What somebody can do, and the certificate that proves it."""


@dataclass(frozen=True, slots=True)
class Staff:
    """What the rules know of a person; each thing that is held by days, with the days it is held."""

    number: str = ""
    name: str = ""
    office: str = ""
    employed: Days = NO_DAYS
    roles: Mapping[Role, Days] = field(default_factory=dict[Role, Days])
    teams: Mapping[str, Days] = field(default_factory=dict[str, Days])
    skills: Mapping[Skill, Days] = field(default_factory=dict[Skill, Days])
    standing_in: Mapping[str, Days] = field(default_factory=dict[str, Days])
    leave: Days = NO_DAYS
    cancelled: Days = NO_DAYS
    rostered: Days = NO_DAYS
    shifts: tuple[Shift, ...] = ()
    trainings: tuple[TrainingRecorded, ...] = ()
    notices: NoticePreferencesSet | None = None

    def roles_on(self, day: date) -> frozenset[Role]:
        return self._held(self.roles, day)

    def teams_on(self, day: date) -> frozenset[str]:
        return self._held(self.teams, day)

    def skills_on(self, day: date) -> frozenset[str]:
        return frozenset(skill for skill, _ in self._held(self.skills, day))

    def certificates_on(self, day: date) -> frozenset[str]:
        """The certificates that are valid on a day."""
        return frozenset(certificate for _, certificate in self._held(self.skills, day) if certificate)

    def stands_in_for(self, day: date) -> frozenset[str]:
        """The staff numbers of those whom the person acts for on a day."""
        return self._held(self.standing_in, day)

    def is_on_leave(self, day: date) -> bool:
        return day in self.leave

    def duty_at(self, at: datetime) -> Duty:
        """Whether the person is on duty; ``at`` is in the deployment's zone. At a shift's end one is so no more."""
        if at.date() not in self.employed or at.date() in self.leave:
            return "off"
        if any(_runs(shift, at) for shift in self.shifts):
            return "on"
        return "off" if at.date() in self.rostered else "unknown"

    def shifts_in(self, span: Span) -> tuple[Shift, ...]:
        return tuple(shift for shift in self.shifts if shift.day in span)

    def _held(self, by_key: Mapping[Key, Days], day: date) -> frozenset[Key]:
        return frozenset(key for key, days in by_key.items() if day in days and day in self.employed)


def evolve(staff: Staff | None, recorded: Recorded) -> Staff:
    """The state after an event. Never refuses: it has happened, in whatever order."""
    before = staff or Staff(number=recorded.envelope.aggregate.removeprefix("staff-"))
    return after(before, cast("StaffEvent", recorded.event))


def fold(history: tuple[Recorded, ...]) -> Staff | None:
    """The state after a whole history; None for an empty one."""
    staff = None
    for recorded in history:
        staff = evolve(staff, recorded)
    return staff


def after(staff: Staff, event: StaffEvent) -> Staff:  # noqa: C901 -- one case an event
    """What an event makes of a person's record."""
    match event:
        case StaffJoined(name=name, office=office, since=since):
            return replace(staff, name=name, office=office, employed=staff.employed.plus(Span(since)))
        case StaffRenamed(name=name):
            return replace(staff, name=name)
        case OfficeAssigned(office=office):
            return replace(staff, office=office)
        case RoleGranted(role=role, since=since, until=until):
            return replace(staff, roles=_from(staff.roles, role, Span.of(since, until)))
        case RoleRevoked(role=role, since=since):
            return replace(staff, roles=_not_from(staff.roles, role, since))
        case SkillCertified(skill=skill, certificate=certificate, since=since, until=until):
            return replace(staff, skills=_from(staff.skills, (skill, certificate), Span.of(since, until)))
        case SkillWithdrawn(skill=skill, since=since):
            return replace(staff, skills=_without(staff.skills, since, skill))
        case TrainingRecorded():
            return replace(staff, trainings=(*staff.trainings, event))
        case RosterSet():
            return _rostered(staff, event)
        case LeaveTaken(since=since, until=until):
            leave = Span(since, until)
            return replace(staff, leave=staff.leave.plus(leave), cancelled=staff.cancelled.minus(leave))
        case LeaveCancelled(since=since, until=until):
            leave = Span(since, until)
            return replace(staff, leave=staff.leave.minus(leave), cancelled=staff.cancelled.plus(leave))
        case StandInNamed(absent=absent, since=since, until=until):
            return replace(staff, standing_in=_from(staff.standing_in, absent, Span(since, until)))
        case StandInReleased(absent=absent, since=since):
            return replace(staff, standing_in=_not_from(staff.standing_in, absent, since))
        case TeamJoined(team=team, since=since, until=until):
            return replace(staff, teams=_from(staff.teams, team, Span.of(since, until)))
        case TeamLeft(team=team, since=since):
            return replace(staff, teams=_not_from(staff.teams, team, since))
        case StaffLeft(since=since):
            return _left(staff, since)
        case NoticePreferencesSet():
            return replace(staff, notices=event)
        case _:
            assert_never(event)


def _from(by_key: Mapping[Key, Days], key: Key, span: Span) -> Mapping[Key, Days]:
    return {**by_key, key: by_key.get(key, NO_DAYS).plus(span)}


def _not_from(by_key: Mapping[Key, Days], key: Key, since: date) -> Mapping[Key, Days]:
    return {**by_key, key: by_key.get(key, NO_DAYS).minus(Span(since))}


def _without(skills: Mapping[Skill, Days], since: date, skill: str) -> Mapping[Skill, Days]:
    return {key: days.minus(Span(since)) if key[0] == skill else days for key, days in skills.items()}


def _rostered(staff: Staff, event: RosterSet) -> Staff:
    span = Span(event.since, event.until)
    others = tuple(shift for shift in staff.shifts if shift.day not in span)
    return replace(staff, rostered=staff.rostered.plus(span), shifts=(*others, *event.shifts))


def _left(staff: Staff, since: date) -> Staff:
    """Nothing is held any more, so that who comes back begins anew."""
    return replace(
        staff,
        employed=staff.employed.minus(Span(since)),
        roles={key: days.minus(Span(since)) for key, days in staff.roles.items()},
        teams={key: days.minus(Span(since)) for key, days in staff.teams.items()},
        skills={key: days.minus(Span(since)) for key, days in staff.skills.items()},
        standing_in={key: days.minus(Span(since)) for key, days in staff.standing_in.items()},
    )


def _runs(shift: Shift, at: datetime) -> bool:
    clock, started_today = at.strftime("%H:%M"), shift.day == at.date()
    if shift.start < shift.end:
        return started_today and shift.start <= clock < shift.end
    started_yesterday = shift.day == at.date() - timedelta(days=1)
    return (started_today and shift.start <= clock) or (started_yesterday and clock < shift.end)
