"""Each month's review in the first days of the next, and each quarter's optimisation (R36a, R43); units sold before."""

from datetime import date, timedelta
from typing import Final

from domain.matters.meetings import commands as c
from domain.sales.events import Sold
from domain.sales.month import RecordUnitsSold, sales_key
from domain.staff.vocabulary import Role
from domain.ticket.vocabulary import Department
from gongdan.demo.engine.steps import Process, Start, Step, Wait
from gongdan.demo.stories.case import days, hours, minutes
from gongdan.demo.stories.matters.improvements import improved, proposed
from gongdan.demo.stories.matters.thread import Thread
from gongdan.demo.times import months_after, working_day
from gongdan.demo.world.catalogue import sorts
from gongdan.demo.world.staff import Member
from gongdan.demo.world.world import World

_SUBJECTS: Final[tuple[tuple[str, Department], ...]] = (
    ("旺季前备足高频备件，缩短等待", "logistics"),
    ("首次联系时核对故障码，减少二次上门", "process-optimisation"),
    ("产品手册补充常见问题图示", "product"),
    ("高峰时段增加远程坐席", "process-optimisation"),
    ("派单时按城市归并路线，减少途中时间", "process-optimisation"),
    ("受理时说明保修与收费标准，减少现场争议", "process-optimisation"),
    ("上门前一小时再次电话确认，减少空跑", "process-optimisation"),
    ("按型号整理随车备件清单，每月更新", "logistics"),
    ("包装说明改为图示，随退货编号一并发送", "product"),
    ("低分回访的原因按周汇总并反馈班组", "process-optimisation"),
    ("新品上市前为客服培训常见问题", "product"),
    ("送修件每到一站即短信告知客户", "logistics"),
)
"""One for each month of a year: what was settled once is followed, not settled anew."""
_SOLD: Final = 55
"""Units of a product sold in a month for each ticket a day and each hundredth of its share: failure rates near 2 %."""
_HELD: Final = 3
"""On which working day of the month."""


def reviewed(world: World) -> Process:
    """On the third working day of each month the one before; a meeting settles one thing to be done better."""
    after, open_ = world.first, list(_SUBJECTS)
    while after < world.after:
        month = months_after(after, -1)
        day = _day(world, after)
        if day >= world.after:
            return
        yield from _sold(world, month, working_day(after))
        yield Wait(world.at(working_day(after), 9.5))
        thread = Thread(world, world.chance(f"meeting/{month:%Y-%m}"), world.at(working_day(after), 9.5))
        subject = thread.chance.one_of(open_)
        open_ = [one for one in open_ if one is not subject] or list(_SUBJECTS)
        yield from _met(thread, month, day, subject)
        after = months_after(after, 1)


def _day(world: World, after: date) -> date:
    """When the manager is there."""
    [manager] = world.staff.of(Role.MANAGER)
    count = _HELD
    while not manager.shift(day := working_day(after, count)):
        count += 1
    return day


def _sold(world: World, month: date, day: date) -> Process:
    thread = Thread(world, world.chance(f"sold/{month:%Y-%m}"), world.at(day, 9.1))
    clerk, at = thread.by(Role.CLERK)(thread.at)
    sold: list[Sold] = []
    for sort in (one for one in sorts() if one.is_goods):
        for model in sort.models:
            units = round(world.per_day * _SOLD * sort.weight(month.month) / 100 / len(sort.models) * 30 / 10)
            sold.append(Sold(model=model, batch=f"{month - timedelta(20):%Y%m}{sort.letter}", units=units))
    record = RecordUnitsSold(month=f"{month:%Y-%m}", sold=tuple(sold), source="出库汇总")
    yield Step(at, clerk, record, sales_key(f"{month:%Y-%m}"))
    world.desk.forget(sales_key(f"{month:%Y-%m}"))


def _met(thread: Thread, month: date, day: date, settled: tuple[str, Department]) -> Process:
    staff, begins = thread.world.staff, thread.world.at(day, 11)
    [chief] = staff.of(Role.MANAGER)
    manager = thread.member(chief)
    there = [one for one in staff.of(Role.SUPERVISOR) if one.on_duty(begins + hours(1))]
    quality, _ = staff.there(thread.chance, begins, Role.QUALITY)
    people = (chief.number, quality.number, *(one.number for one in there))
    quarterly = month.month % 3 == 0
    subject = "季度优化会" if quarterly else f"{month.month} 月服务分析会"
    convene = c.ConveneMeeting(
        meeting="quarterly-optimisation" if quarterly else "monthly-review",
        day=day,
        start="11:00",
        subject=subject,
        agenda="问题类型占比、时限达成、满意度与低分原因、改进事项",
        period=f"{month:%Y}-Q{month.month // 3}" if quarterly else f"{month:%Y-%m}",
        invited=people,
    )
    yield from thread.begins(manager, convene, minutes(20))
    measure, department = settled
    record = c.RecordMeeting(attendees=people, minutes=f"通报上期指标；讨论低分原因与重复维修；决定：{measure}。")
    yield from thread.does(thread.member(quality), record, begins + minutes(85) - thread.at)
    better = Thread(thread.world, thread.chance, thread.at)
    yield from proposed(better, manager, measure, "meeting", thread.number)
    thread.at = better.at
    yield from _decided(thread, better, quality, there, measure)
    yield Start(thread.at, f"meeting/{month:%Y-%m}/better", improved(better.after(thread), department))
    yield from thread.does(thread.member(there[0] if there else chief), c.CloseMeeting(), hours(2))
    thread.over()


def _decided(thread: Thread, better: Thread, quality: Member, there: list[Member], measure: str) -> Process:
    due = working_day((thread.at + days(60)).date())
    owner = there[0].number if there else None
    decide = c.RecordDecision(words=measure, owner=owner, due=due, improvement=better.number)
    yield from thread.does(thread.member(quality), decide, minutes(10))
