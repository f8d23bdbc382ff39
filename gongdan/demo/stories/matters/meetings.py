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
from gongdan.demo.times import midnight, months_after
from gongdan.demo.world.catalogue import sorts
from gongdan.demo.world.world import World

_SUBJECTS: Final[tuple[tuple[str, Department], ...]] = (
    ("旺季前备足高频备件，缩短等待", "logistics"),
    ("首次联系时核对故障码，减少二次上门", "process-optimisation"),
    ("产品手册补充常见问题图示", "product"),
    ("高峰时段增加远程坐席", "process-optimisation"),
)
_SOLD: Final = 55
"""Units of a product sold in a month for each ticket a day and each hundredth of its share: failure rates near 2 %."""


def reviewed(world: World) -> Process:
    """On the fourth of each month the one before; a meeting settles one thing to be done better."""
    month = world.first
    while (after := months_after(month, 1)) < world.after:
        yield from _sold(world, month, after)
        yield Wait(midnight(after) + hours(9))
        thread = Thread(world, world.chance(f"meeting/{month:%Y-%m}"), midnight(after) + hours(9))
        yield from _met(thread, month, after)
        month = after


def _sold(world: World, month: date, after: date) -> Process:
    at = midnight(after) + hours(8) + minutes(50)
    clerk = world.staff.of(Role.CLERK)[0].who()
    sold: list[Sold] = []
    for sort in sorts():
        for model in sort.models:
            units = round(world.per_day * _SOLD * sort.weight(month.month) / 100 / len(sort.models) * 30 / 10)
            sold.append(Sold(model=model, batch=f"{month - timedelta(20):%Y%m}{sort.letter}", units=units))
    record = RecordUnitsSold(month=f"{month:%Y-%m}", sold=tuple(sold), source="出库汇总")
    yield Step(at, clerk, record, sales_key(f"{month:%Y-%m}"))
    world.desk.forget(sales_key(f"{month:%Y-%m}"))


def _met(thread: Thread, month: date, after: date) -> Process:
    staff, manager = thread.world.staff, thread.by(Role.MANAGER)
    supervisors = [one.number for one in staff.of(Role.SUPERVISOR) if after + timedelta(3) not in one.leave]
    quality = staff.of(Role.QUALITY)[0]
    people = (manager.actor.id, quality.number, *supervisors)
    quarterly = month.month % 3 == 0
    period = f"{month:%Y}-Q{month.month // 3}" if quarterly else f"{month:%Y-%m}"
    convene = c.ConveneMeeting(
        meeting="quarterly-optimisation" if quarterly else "monthly-review",
        day=after + timedelta(3),
        start="10:00",
        subject="季度优化会" if quarterly else f"{month.month} 月服务分析会",
        agenda="问题类型占比、时限达成、满意度与低分原因、改进事项",
        period=period,
        invited=people,
    )
    yield from thread.begins(manager, convene, minutes(5))
    held = midnight(after + timedelta(3)) + hours(11.5) - thread.at
    record = c.RecordMeeting(attendees=people, minutes="通报上期指标；讨论低分原因与重复维修；确定一项改进。")
    yield from thread.does(quality.who(), record, held)
    measure, department = thread.chance.one_of(_SUBJECTS)
    better = Thread(thread.world, thread.chance, thread.at)
    yield from proposed(better, manager, measure, "meeting", thread.number)
    thread.at = better.at
    decide = c.RecordDecision(
        words=measure, owner=supervisors[0], due=(thread.at + days(60)).date(), improvement=better.number
    )
    yield from thread.does(quality.who(), decide, minutes(10))
    yield Start(thread.at, f"meeting/{month:%Y-%m}/better", improved(better.after(thread), department))
    [chair] = [one for one in staff.of(Role.SUPERVISOR) if one.number == supervisors[0]]
    yield from thread.does(chair.who(), c.CloseMeeting(), hours(4))
    thread.over()
