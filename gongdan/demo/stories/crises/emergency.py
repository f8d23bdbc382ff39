"""One emergency (R37): a product fails in many shops within hours; alarm, team, word to customers, recovery, review."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from domain.desk.metadata import SYSTEM
from domain.matters.incidents import commands as c
from domain.matters.incidents.vocabulary import Duty
from domain.matters.incidents.vocabulary import Member as OfTeam
from domain.staff.vocabulary import Role
from domain.ticket.vocabulary import Channel
from gongdan.demo.engine.chance import Chance
from gongdan.demo.engine.steps import Process, Start, Wait, Who
from gongdan.demo.stories.case import Steps, days, hours, minutes
from gongdan.demo.stories.crises.outage import Outage, reported
from gongdan.demo.stories.matters.improvements import improved, proposed
from gongdan.demo.stories.matters.thread import Thread, at_once
from gongdan.demo.world.catalogue import sorts
from gongdan.demo.world.staff import SOFTWARE, Member
from gongdan.demo.world.world import World

_WHEN: Final = 0.4
"""How far into the months it comes."""
_CALLS: Final = 0.3
"""Of a mean day's tickets, how many come of it in two and a half hours, most of them at first."""
_LEAST: Final = 9
_NOTICED: Final = 4
"""How many have called, at the least, before anybody can see that it is no chance."""
_BEGINS: Final = 9.75
_ALARM_AFTER: Final = 55
"""Minutes until the many calls are noticed."""
_DUTIES: Final[tuple[Duty, ...]] = ("lead", "technical", "customer-contact")
_TEAM: Final = Role.EMERGENCY_TEAM


@dataclass(frozen=True, slots=True)
class _Team:
    """Who acts: those who are there on that morning."""

    lead: Member
    technical: Member
    contact: Member

    @classmethod
    def there(cls, world: World, at: datetime) -> "_Team":
        roles = (Role.SUPERVISOR, Role.ENGINEER, Role.AGENT)
        able = [one for one in world.staff.emergency if one.on_duty(at) and one.on_duty(at + hours(3))]
        found = [next((one for one in able if one.role is role), None) for role in roles]
        spare = world.staff.emergency
        lead, technical, contact = (
            one or next(other for other in spare if other.role is role) for one, role in zip(found, roles, strict=True)
        )
        return cls(lead, technical, contact)

    @property
    def members(self) -> tuple[OfTeam, ...]:
        people = zip((self.lead, self.technical, self.contact), _DUTIES, strict=True)
        return tuple(OfTeam(staff=one.number, duty=duty) for one, duty in people)


def struck(world: World) -> Process:
    """On a weekday morning; calls come, and an alarm is raised while they do."""
    begins = world.at(_day(world), _BEGINS)
    yield Wait(begins)
    chance = world.chance("emergency")
    [sort] = [one for one in sorts() if one.pack == "software-support"]
    [fault] = [one for one in sort.faults if one.escalates]
    count = max(_LEAST, round(world.per_day * _CALLS))
    outage = Outage(sort, fault)
    yield Start(begins, "emergency/incident", _acted(world, begins, outage, count))
    for place, at in enumerate(_times(chance, begins, count)):
        yield Wait(at)
        name = f"emergency/{place}"
        yield Start(at, name, reported(world, name, at, outage))


def _times(chance: Chance, begins: datetime, count: int) -> list[datetime]:
    """Most at the opening of the shops, fewer and fewer later."""
    return sorted(begins + minutes(150 * (chance.number(0, 1000) / 1000) ** 2) for _ in range(count))


def _day(world: World) -> date:
    """A Wednesday, Thursday or Friday on which somebody who leads is there from ten on."""
    span = (world.after - world.first).days
    day = world.first + timedelta(round(span * _WHEN))
    later = [day + timedelta(n) for n in range(max(1, world.first.toordinal() + span - 1 - day.toordinal()))]
    first = world.staff.of(Role.SUPERVISOR, SOFTWARE)[0]
    return next((one for one in later if one.weekday() in (2, 3, 4) and first.shift(one)), day)


def _acted(world: World, begins: datetime, outage: Outage, count: int) -> Process:
    thread = Thread(world, world.chance("emergency/incident"), begins + minutes(_ALARM_AFTER))
    yield Wait(thread.at)
    while len(outage.tickets) < max(_NOTICED, count // 3):
        thread.at += minutes(5)
        yield Wait(thread.at)
    seen = len(outage.tickets)
    usual = max(1, seen // 8)
    alarm = c.RaiseAlarm(
        signal="ticket-spike",
        product=outage.sort.name,
        observed=seen,
        usual=usual,
        minutes=round((thread.at - begins).total_seconds() / 60),
        words=f"{outage.sort.name}今天上午报修 {seen} 张，平时同一时段约 {usual} 张",
    )
    yield from thread.begins(at_once(Who(SYSTEM)), alarm, minutes(0.2))
    outage.incident = thread.number
    team = _Team.there(world, thread.at)
    manager = thread.by(Role.MANAGER)
    confirm = c.ConfirmAlarm(reason="多地门店同时无法登录，核实为服务端故障")
    yield from thread.does(manager, confirm, minutes(7))
    yield from _restored(thread, team, outage)
    yield from _learnt(thread, team)
    thread.over()


def _restored(thread: Thread, team: _Team, outage: Outage) -> Steps:
    lead, contact = thread.member(team.lead, _TEAM), thread.member(team.contact, _TEAM)
    technical = thread.member(team.technical, _TEAM)
    yield from thread.does(lead, c.CallTeam(team=team.members), minutes(9))
    words = f"报修仍在增加，累计 {len(outage.tickets)} 张"
    repeat = c.RepeatSignal(observed=len(outage.tickets), minutes=30, words=words)
    yield from thread.does(at_once(Who(SYSTEM)), repeat, minutes(8))
    yield from thread.does(contact, _informed(outage, "系统登录异常，正在抢修，预计两小时内恢复"), minutes(10))
    for what in ("切换到备用数据库节点", "限流并重启登录服务"):
        measure = c.TakeMeasure(what=what, staff=team.technical.number, at=thread.at + minutes(14))
        yield from thread.does(technical, measure, minutes(20))
    restored = thread.at + minutes(25)
    restore = c.RestoreService(at=restored, words="登录恢复正常，持续观察半小时无异常")
    yield from thread.does(lead, restore, minutes(55))
    outage.restored = thread.at
    yield from thread.does(contact, _informed(outage, "系统已恢复，给您带来不便深表歉意"), minutes(12))


def _informed(outage: Outage, words: str) -> c.InformCustomers:
    """Those who have called so far."""
    return c.InformCustomers(
        channel=Channel.SMS,
        words=words,
        customers=len(set(outage.customers)),
        tickets=tuple(outage.tickets[-1000:]),
    )


def _learnt(thread: Thread, team: _Team) -> Steps:
    lead = thread.member(team.lead, _TEAM)
    better = Thread(thread.world, thread.chance, thread.at + days(1))
    yield from proposed(better, lead, "登录服务增加容量告警，发布前做压力测试", "incident", thread.number)
    thread.at = better.at
    review = c.ReviewIncident(
        cause="前一晚发布后会话表缺少索引，高峰期锁等待",
        lessons="发布应避开高峰前夜；容量告警阈值过高；客户通知应在确认后五分钟内发出",
        improvement=better.number,
    )
    yield from thread.does(lead, review, hours(3))
    yield from thread.does(thread.by(Role.MANAGER), c.CloseIncident(), days(1))
    yield Start(thread.at, "emergency/better", improved(better.after(thread), "research"))
