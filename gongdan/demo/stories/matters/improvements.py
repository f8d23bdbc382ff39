"""What is to be done better: given to a department, reported on, followed into the next quarter, and closed (R43)."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from domain.matters.improvements import commands as c
from domain.matters.improvements.quarters import quarter_of
from domain.matters.improvements.vocabulary import Origin, Result
from domain.staff.vocabulary import Role
from domain.ticket.vocabulary import Department
from gongdan.demo.engine.steps import Process
from gongdan.demo.stories.case import By, Steps, days, minutes
from gongdan.demo.stories.matters.thread import Thread
from gongdan.demo.times import working_day

_RESULTS: Final[dict[Result, float]] = {"effective": 6, "partly-effective": 3, "not-effective": 1}


def proposed(thread: Thread, by: By, measure: str, origin: Origin, source: str | None) -> Steps:
    """By whoever saw it."""
    propose = c.ProposeImprovement(measure=measure, origin=origin, source=source)
    yield from thread.begins(by, propose, minutes(20))


def improved(
    thread: Thread, department: Department, every: float = 24, works: Callable[[datetime], None] | None = None
) -> Process:
    """From the assignment to the result; into the next quarter where it is not done by its end.

    Reported on each so many days; ``works`` is told when it is done, and then it is effective.
    """
    contact = thread.member(thread.world.staff.of(Role.DEPARTMENT_CONTACT, department)[0])
    manager = thread.by(Role.MANAGER)
    due = working_day((thread.at + days(thread.chance.number(45, 110))).date())
    number = thread.world.staff.of(Role.DEPARTMENT_CONTACT, department)[0].number
    assign = c.AssignImprovement(department=department, staff=number, due=due, note="每月汇报一次")
    yield from thread.does(manager, assign, thread.chance.wait(days(2)))
    quarter, percent = quarter_of(thread.at.date()), 0
    while percent < 100:
        percent = min(100, percent + thread.chance.number(25, 50))
        words = "已完成并全面执行" if percent == 100 else f"进度 {percent}%，正在试行"
        report = c.ReportImprovement(words=words, percent=percent)
        yield from thread.does(contact, report, thread.chance.wait(days(every), 0.2))
        if percent < 100 and quarter_of(thread.at.date()) > quarter:
            follow = c.FollowImprovement(words="上季度未完成，转入本季度继续跟进")
            yield from thread.does(manager, follow, thread.chance.wait(days(2), 0.2))
            quarter = quarter_of(thread.at.date())
    if works:
        works(thread.at)
    results: dict[Result, float] = {"effective": 1} if works else _RESULTS
    close = c.CloseImprovement(
        result=thread.chance.weighted(results),
        measured_by="对比实施前后一个月的同类投诉与返修量",
    )
    yield from thread.does(manager, close, days(30 if works else 25) + thread.chance.wait(days(5), 0.2))
    thread.over()
