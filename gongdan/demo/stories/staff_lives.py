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
from gongdan.demo.engine.steps import Process, Start, Step, Who
from gongdan.demo.stories.case import minutes
from gongdan.demo.times import days as days_of
from gongdan.demo.times import months_after
from gongdan.demo.world.members import Away
from gongdan.demo.world.staff import HOTLINE, Member
from gongdan.demo.world.world import World

_OPERATOR: Final = Who(Actor(id=OPERATOR, role="administrator", channel="cli"))
_NEXT: Final = timedelta(milliseconds=250)
"""From one line of the first night's list to the next."""
_CERTIFICATES: Final = {"智能空调": "制冷设备维修证", "电热水器": "低压电工证", "自助收银终端": "低压电工证"}


def hired(world: World) -> Process:
    """In the first night, before anybody calls: roles by the administrator, teams, skills and roster by a supervisor.

    That supervisor joins a team last, being of none until then: so they may put anybody into any.
    """
    at = world.at(world.first) + minutes(1)
    administrator, chief = world.staff.administrator, world.staff.chief
    supervisor = Who(chief.who().actor)
    for member in world.staff.members:
        by = _OPERATOR if member is administrator else administrator.who()
        for command in _first(member, world):
            at += _NEXT
            if member is not chief or not isinstance(command, JoinTeam):
                who = by if isinstance(command, JoinStaff | GrantRole) else supervisor
                yield Step(at, who, command, _key(member))
    for member in _ours(world):
        at += _NEXT
        yield Step(at, supervisor, _roster(member, world.first), _key(member))
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
    """Each further month's roster, set on the last Wednesday to Friday before it."""
    first = months_after(world.first, 1)
    while first < world.after:
        day = first - timedelta(1)
        while day.weekday() not in (2, 3, 4):
            day -= timedelta(1)
        for count, member in enumerate(_ours(world)):
            who, at = _supervisor(world, member, world.at(day, 13) + count * timedelta(seconds=2))
            yield Step(at, who, _roster(member, first), _key(member))
        first = months_after(first, 1)


def away(world: World) -> Process:
    """Leave, asked for some days before; of two supervisors one stands in for the other."""
    for member in _ours(world):
        for time_away in member.away:
            at = _asked(world, member, time_away)
            name = f"away/{member.number}/{time_away.first}"
            yield Start(at, name, _granted(world, at, member, time_away))


def _granted(world: World, at: datetime, member: Member, time_away: Away) -> Process:
    who, at = _supervisor(world, member, at)
    leave = TakeLeave(since=time_away.first, until=time_away.last, kind=time_away.kind)
    yield Step(at, who, leave, _key(member))
    if member.role is Role.SUPERVISOR:
        [other] = [one for one in world.staff.of(Role.SUPERVISOR, member.team) if one is not member]
        days_off = {"since": time_away.first, "until": time_away.last}
        stand_in = NameStandIn(absent=member.number, reason="请假期间代班", **days_off)
        yield Step(at + timedelta(seconds=20), member.who(), stand_in, _key(other))


def _ours(world: World) -> list[Member]:
    """All but the contacts of other departments, who keep their own roster."""
    return [member for member in world.staff.members if member.role is not Role.DEPARTMENT_CONTACT]


def _asked(world: World, member: Member, time_away: Away) -> datetime:
    """A week before where two supervisors are to be there, else three days before, when their supervisor is."""
    if member.role is Role.SUPERVISOR:
        return world.at(time_away.first - timedelta(7), 13)
    return _supervisor(world, member, world.at(time_away.first - timedelta(3), 11.5))[1]


def _roster(member: Member, first: date) -> SetRoster:
    """Of a whole month."""
    after = months_after(first, 1)
    shifts = tuple(
        Shift(day=day, start=_clock(hours[0]), end=_clock(hours[1]))
        for day in days_of(first, after)
        if (hours := member.hours_on(day))
    )
    return SetRoster(since=first, until=after - timedelta(1), shifts=shifts)


def _clock(hour: float) -> str:
    return f"{int(hour) % 24:02d}:{round(hour % 1 * 60):02d}"


def _supervisor(world: World, member: Member, at: datetime) -> tuple[Who, datetime]:
    """Of their team; of who is in none, that of the hotline."""
    return world.staff.supervisor(world.chance(f"grants/{member.number}"), at, member.team or HOTLINE)


def _key(member: Member) -> str:
    return f"staff-{member.number}"
