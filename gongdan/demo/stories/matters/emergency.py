"""One emergency (R37): a product fails in many shops within hours; alarm, team, word to customers, recovery, review."""

from datetime import date, datetime, timedelta
from typing import Final

from domain.desk.metadata import SYSTEM
from domain.matters.incidents import commands as c
from domain.matters.incidents.vocabulary import Member
from domain.staff.vocabulary import Role
from domain.ticket.vocabulary import Channel
from gongdan.demo.engine.steps import Process, Start, Wait, Who
from gongdan.demo.stories.case import Case, Steps, days, hours, minutes
from gongdan.demo.stories.matters.improvements import improved, proposed
from gongdan.demo.stories.matters.thread import Thread
from gongdan.demo.stories.tickets import life
from gongdan.demo.times import midnight
from gongdan.demo.world.catalogue import Fault, Sort, sorts
from gongdan.demo.world.staff import SOFTWARE
from gongdan.demo.world.world import World

_WHEN: Final = 0.4
"""How far into the months it comes."""
_CALLS: Final = 0.3
"""Of a mean day's tickets, how many come of it in three hours; six at least."""
_ALARM_AFTER: Final = 55
"""Minutes until the many calls are noticed."""


def struck(world: World) -> Process:
    """On a weekday morning; calls come, and an alarm is raised while they do."""
    begins = midnight(_day(world)) + hours(9.75)
    yield Wait(begins)
    chance = world.chance("emergency")
    [sort] = [one for one in sorts() if one.pack == "software-support"]
    [fault] = [one for one in sort.faults if one.escalates]
    count = max(6, round(world.per_day * _CALLS))
    times = sorted(begins + chance.between(minutes(0), hours(3)) for _ in range(count))
    yield Start(begins, "emergency/incident", _acted(world, begins, sort, count))
    for place, at in enumerate(times):
        yield Wait(at)
        name = f"emergency/{place}"
        yield Start(at, name, _called(world, name, at, sort, fault))


def _day(world: World) -> date:
    """A Tuesday, Wednesday or Thursday where there is one."""
    span = (world.after - world.first).days
    day = world.first + timedelta(round(span * _WHEN))
    later = (day + timedelta(n) for n in range(max(1, world.first.toordinal() + span - 1 - day.toordinal())))
    return next((one for one in later if one.weekday() in (1, 2, 3)), day)


def _called(world: World, name: str, at: datetime, sort: Sort, fault: Fault) -> Process:
    customer, owned = world.customers.with_product(world.chance(f"{name}/who"), at.date(), sort)
    plain = fault.model_copy(update={"escalates": False})
    return life(Case(world, name, world.chance(name), at, customer, owned, plain, at))


def _acted(world: World, begins: datetime, sort: Sort, count: int) -> Process:
    thread = Thread(world, world.chance("emergency/incident"), begins)
    usual = max(1, count // 20)
    alarm = c.RaiseAlarm(
        signal="ticket-spike",
        product=sort.name,
        observed=count // 3,
        usual=usual,
        minutes=_ALARM_AFTER,
        words=f"{sort.name}一小时内报修 {count // 3} 张，平时约 {usual} 张",
    )
    yield from thread.begins(Who(SYSTEM), alarm, minutes(_ALARM_AFTER))
    chief = world.staff.supervisor(thread.at.date(), SOFTWARE)
    yield from thread.does(chief, c.ConfirmAlarm(reason="多地门店同时无法登录，核实为服务端故障"), minutes(7))
    yield from _restored(thread, count)
    yield from _learnt(thread, chief)
    thread.over()


def _restored(thread: Thread, count: int) -> Steps:
    team = thread.world.staff.emergency
    lead, technical, words = team[0], team[1], team[2]
    members = zip(team, ("lead", "technical", "customer-contact"), strict=False)
    call = c.CallTeam(team=tuple(Member(staff=one.number, duty=duty) for one, duty in members))  # type: ignore[arg-type]
    yield from thread.does(lead.who(role=Role.EMERGENCY_TEAM), call, minutes(9))
    repeat = c.RepeatSignal(observed=count // 2, minutes=30, words="报修仍在增加")
    yield from thread.does(Who(SYSTEM), repeat, minutes(8))
    inform = c.InformCustomers(
        channel=Channel.SMS, words="系统登录异常，正在抢修，预计两小时内恢复", customers=count * 12
    )
    yield from thread.does(words.who(role=Role.EMERGENCY_TEAM), inform, minutes(10))
    for what in ("切换到备用数据库节点", "限流并重启登录服务"):
        acting = technical.who(role=Role.EMERGENCY_TEAM)
        measure = c.TakeMeasure(what=what, staff=technical.number, at=thread.at + minutes(14))
        yield from thread.does(acting, measure, minutes(20))
    restore = c.RestoreService(at=thread.at + minutes(25), words="登录恢复正常，持续观察半小时无异常")
    yield from thread.does(lead.who(role=Role.EMERGENCY_TEAM), restore, minutes(55))
    inform = c.InformCustomers(channel=Channel.SMS, words="系统已恢复，给您带来不便深表歉意", customers=count * 12)
    yield from thread.does(words.who(role=Role.EMERGENCY_TEAM), inform, minutes(12))


def _learnt(thread: Thread, chief: Who) -> Steps:
    lead = thread.world.staff.emergency[0].who(role=Role.EMERGENCY_TEAM)
    better = Thread(thread.world, thread.chance, thread.at + days(1))
    yield from proposed(better, lead, "登录服务增加容量告警，发布前做压力测试", "incident", thread.number)
    thread.at = better.at
    review = c.ReviewIncident(
        cause="补丁发布后会话表缺少索引，高峰期锁等待",
        lessons="发布应避开高峰；容量告警阈值过高；客户通知应在确认后五分钟内发出",
        improvement=better.number,
    )
    yield from thread.does(lead, review, hours(3))
    yield from thread.does(chief, c.CloseIncident(), days(1))
    yield Start(thread.at, "emergency/better", improved(better.after(thread), "research"))
