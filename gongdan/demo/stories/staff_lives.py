"""The staff on record: who joins with which role, team and skills; each month's roster; leave and stand-ins."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from domain.record.command import Command
from domain.record.envelope import Actor
from domain.staff.commands import (
    CertifySkill,
    GrantRole,
    JoinStaff,
    JoinTeam,
    NameStandIn,
    RecordTraining,
    SetRoster,
    TakeLeave,
)
from domain.staff.events import Shift
from domain.staff.vocabulary import Role
from gongdan.access.acting import OPERATOR
from gongdan.demo.engine.steps import Process, Step, Wait, Who
from gongdan.demo.stories.case import days, minutes
from gongdan.demo.times import days as days_of
from gongdan.demo.times import midnight, months_after
from gongdan.demo.world.staff import HOTLINE, Member
from gongdan.demo.world.world import World

_OPERATOR: Final = Who(Actor(id=OPERATOR, role="administrator", channel="cli"))
_HOURS: Final = {Role.AGENT: ("08:00", "17:00"), Role.ENGINEER: ("08:30", "18:00")}
_CERTIFICATES: Final = {"智能空调": "制冷设备维修证", "电热水器": "低压电工证", "自助收银终端": "低压电工证"}


def hired(world: World) -> Process:
    """In the first night, before anybody calls: roles by the administrator, teams and skills by a supervisor.

    That supervisor joins a team last, being of none until then: so they may put anybody into any.
    """
    at = midnight(world.first) + minutes(1)
    administrator, chief = world.staff.of(Role.ADMINISTRATOR)[0], world.staff.of(Role.SUPERVISOR)[0]
    supervisor = Who(chief.who().actor)
    for member in world.staff.members:
        by = _OPERATOR if member is administrator else administrator.who()
        for command in _first(member, world):
            at += timedelta(seconds=1)
            if member is not chief or not isinstance(command, JoinTeam):
                who = by if isinstance(command, JoinStaff | GrantRole) else supervisor
                yield Step(at, who, command, _key(member))
    yield Step(at, supervisor, JoinTeam(team=chief.team, since=world.first), _key(chief))


def _first(member: Member, world: World) -> Iterator[Command]:
    chance = world.chance(f"staff/{member.number}")
    since = world.first - timedelta(chance.number(60, 2500))
    yield JoinStaff(name=member.name, office=member.office, since=since)
    yield GrantRole(role=member.role, since=since)
    if member in world.staff.emergency:
        yield GrantRole(role=Role.EMERGENCY_TEAM, since=since)
    if member.team:
        yield JoinTeam(team=member.team, since=since)
    for skill in member.skills:
        certificate = _CERTIFICATES.get(skill)
        number = f"ZS{chance.digits(8)}" if certificate else None
        yield CertifySkill(skill=skill, since=since, certificate=certificate, certificate_number=number)
    if member.role in (Role.ENGINEER, Role.AGENT):
        yield RecordTraining(title="服务规范与安全作业", day=since + timedelta(7), minutes=240, outcome="passed")


def rostered(world: World) -> Process:
    """Each month's roster, set on the last morning before it, or on the first day of all."""
    first = world.first
    while first < world.after:
        after = months_after(first, 1)
        at = midnight(first) + minutes(30) if first == world.first else midnight(first) - timedelta(hours=14)
        for member in _ours(world):
            at += timedelta(seconds=2)
            shifts = tuple(_shift(member, day) for day in days_of(first, after) if day.weekday() not in member.free)
            roster = SetRoster(since=first, until=after - timedelta(1), shifts=shifts)
            yield Step(at, _supervisor(world, member, at), roster, _key(member))
        first = after


def away(world: World) -> Process:
    """Leave, asked for a few days before; of two supervisors one stands in for the other."""
    times = [(one, time_away) for one in _ours(world) for time_away in one.away]
    for member, time_away in sorted(times, key=lambda pair: (pair[1].first, pair[0].number)):
        at = _asked(world, time_away.first)
        yield Wait(at)
        leave = TakeLeave(since=time_away.first, until=time_away.last, kind=time_away.kind)
        yield Step(at, _supervisor(world, member, at), leave, _key(member))
        if member.role is Role.SUPERVISOR:
            [other] = [one for one in world.staff.of(Role.SUPERVISOR, member.team) if one is not member]
            stand_in = NameStandIn(
                absent=member.number, since=time_away.first, until=time_away.last, reason="请假期间代班"
            )
            yield Step(at, member.who(), stand_in, _key(other))


def _ours(world: World) -> list[Member]:
    """All but the contacts of other departments, who keep their own roster."""
    return [member for member in world.staff.members if member.role is not Role.DEPARTMENT_CONTACT]


def _asked(world: World, first: date) -> datetime:
    """Three days before at nine, or on the first day of all."""
    return max(midnight(first) - days(3) + timedelta(hours=9), midnight(world.first) + timedelta(hours=9))


def _shift(member: Member, day: date) -> Shift:
    start, end = _HOURS.get(member.role, ("09:00", "18:00"))
    if member.role is Role.AGENT and int(member.number) % 3 == 0:
        start, end = ("14:00", "23:00")
    return Shift(day=day, start=start, end=end)


def _supervisor(world: World, member: Member, at: datetime) -> Who:
    """Of their team; of who is in none, that of the hotline."""
    return world.staff.supervisor(at.date(), member.team or HOTLINE)


def _key(member: Member) -> str:
    return f"staff-{member.number}"
