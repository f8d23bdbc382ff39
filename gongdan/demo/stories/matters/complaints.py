"""Complaints, simple and complex, and what is to be done better for them (R36)."""

from datetime import timedelta
from typing import Final

from domain.matters.complaints import commands as c
from domain.matters.complaints.vocabulary import Category
from domain.staff.vocabulary import Role
from domain.ticket.vocabulary import Channel
from gongdan.demo.engine.steps import Process, Start
from gongdan.demo.stories.case import Case, Steps, hours, minutes
from gongdan.demo.stories.matters.improvements import improved, proposed
from gongdan.demo.stories.matters.thread import Thread

_COMPLEX: Final = 0.3
_LATE: Final = 0.05
_UNHAPPY: Final = 0.12
_WORDS: Final[dict[Category, str]] = {
    "timeliness": "说好当天上门，等到第二天才来",
    "attitude": "电话里语气不好，没有说明原因",
    "quality": "修了两次还是老问题",
    "fee": "收费前没有说清楚检测费",
    "promise": "答应回电，一直没有打来",
}
_FACTS: Final = "经核实，当日任务积压，排班未及时调整；已与班组确认"


def complained(case: Case, name: str) -> Process:
    """From the complaint to the customer's being content with what came of it."""
    thread = Thread(case.world, case.world.chance(name), case.at)
    category: Category = thread.chance.one_of(tuple(_WORDS))
    who = case.engineer or case.agent
    raise_it = c.RaiseComplaint(
        ticket=case.number,
        categories=(category,),
        staff=(who.number,) if who else None,
        product=case.owned.product.name,
        words=_WORDS[category],
    )
    yield from thread.begins(case.customer.who, raise_it, minutes(40))
    handler = case.world.staff.there(thread.chance, thread.at.date(), Role.COMPLAINT_HANDLER)
    late = thread.chance.happens(_LATE)
    contact = c.ContactComplainant(channel=Channel.PHONE, note="已致电客户了解经过")
    yield from thread.does(handler.who(), contact, hours(26) if late else thread.chance.wait(hours(1)))
    answer = c.AnswerComplaint(channel=Channel.PHONE, apology="对给您带来的不便深表歉意", facts=_FACTS)
    yield from thread.does(handler.who(), answer, thread.chance.wait(hours(2)))
    is_complex = thread.chance.happens(_COMPLEX)
    assess = c.AssessComplaint(
        weight="complex" if is_complex else "simple",
        severity="serious" if is_complex else "minor",
        reason="涉及两个班组，需要协调" if is_complex else "事实清楚，可当场处理",
    )
    yield from thread.does(handler.who(), assess, thread.chance.wait(minutes(40)))
    if is_complex:
        give = c.GiveComplaint(staff=handler.number, note="由其负责到底")
        yield from thread.does(handler.who(), give, thread.chance.wait(minutes(30)))
    yield from _handled(thread, handler.number, "客户接受道歉", thread.chance.wait(hours(3)))
    if thread.chance.happens(_UNHAPPY):
        unhappy = c.AnswerComplaintSurvey(score=2, comment="只有道歉，没有实际措施")
        yield from thread.does(case.customer.who, unhappy, thread.chance.wait(hours(9)))
        yield from _handled(thread, handler.number, "减免检测费并赠送保养一次", thread.chance.wait(hours(8)))
    content = c.AnswerComplaintSurvey(score=thread.chance.weighted({5: 4, 4: 6}), comment="处理及时，可以接受")
    yield from thread.does(case.customer.who, content, thread.chance.wait(hours(9)))
    if is_complex:
        yield from _learnt(thread, name, category)
    yield from thread.does(handler.who(), c.CloseComplaint(closed_as="satisfied"), thread.chance.wait(hours(5)))
    thread.over()


def _handled(thread: Thread, handler: str, remedy: str, after: timedelta) -> Steps:
    [member] = [one for one in thread.world.staff.of(Role.COMPLAINT_HANDLER) if one.number == handler]
    handle = c.HandleComplaint(
        cause=thread.chance.weighted({"process": 4, "person": 3, "information": 2, "part": 1}),
        words=_FACTS,
        measures="班组晨会通报，调整排班并回访客户",
        remedy=remedy,
    )
    yield from thread.does(member.who(), handle, after)


def _learnt(thread: Thread, name: str, category: Category) -> Steps:
    """What is to be done better has a number of its own, and goes its own way."""
    better = Thread(thread.world, thread.chance, thread.at)
    by = thread.by(Role.COMPLAINT_HANDLER)
    yield from proposed(better, by, f"针对“{_WORDS[category]}”：超时前半小时主动致电客户", "complaint", thread.number)
    thread.at = better.at
    link = c.LinkImprovement(improvement=better.number)
    yield from thread.does(by, link, minutes(6))
    yield Start(thread.at, f"{name}/better", improved(better.after(thread), "process-optimisation"))
