"""What is to be done better: given to a department, reported on, followed into the next quarter, and closed (R43)."""

from domain.matters.improvements import commands as c
from domain.matters.improvements.quarters import quarter_of
from domain.matters.improvements.vocabulary import Origin
from domain.staff.vocabulary import Role
from domain.ticket.vocabulary import Department
from gongdan.demo.engine.steps import Process, Who
from gongdan.demo.stories.case import Steps, days, minutes
from gongdan.demo.stories.matters.thread import Thread


def proposed(thread: Thread, who: Who, measure: str, origin: Origin, source: str | None) -> Steps:
    """By whoever saw it."""
    propose = c.ProposeImprovement(measure=measure, origin=origin, source=source)
    yield from thread.begins(who, propose, minutes(20))


def improved(thread: Thread, department: Department) -> Process:
    """From the assignment to the result; into the next quarter where it is not done by its end."""
    contact = thread.world.staff.of(Role.DEPARTMENT_CONTACT, department)[0]
    manager = thread.by(Role.MANAGER)
    due = (thread.at + days(thread.chance.number(45, 110))).date()
    assign = c.AssignImprovement(department=department, staff=contact.number, due=due, note="每月汇报一次")
    yield from thread.does(manager, assign, thread.chance.wait(days(2)))
    quarter, percent = quarter_of(thread.at.date()), 0
    while percent < 100:
        percent = min(100, percent + thread.chance.number(25, 50))
        words = "已完成并在各班组执行" if percent == 100 else f"进度 {percent}%，正在试行"
        report = c.ReportImprovement(words=words, percent=percent)
        yield from thread.does(contact.who(), report, thread.chance.wait(days(24), 0.2))
        if percent < 100 and quarter_of(thread.at.date()) > quarter:
            quarter = quarter_of(thread.at.date())
            follow = c.FollowImprovement(words="上季度未完成，转入本季度继续跟进")
            yield from thread.does(manager, follow, thread.chance.wait(days(2), 0.2))
            quarter = quarter_of(thread.at.date())
    close = c.CloseImprovement(
        result=thread.chance.weighted({"effective": 6, "partly-effective": 3, "not-effective": 1}),
        measured_by="对比实施前后一个月的同类投诉与返修量",
    )
    yield from thread.does(manager, close, thread.chance.wait(days(12), 0.2))
    thread.over()
