"""Complaints, simple and complex, and what is to be done better for them (R36)."""

from datetime import timedelta
from typing import Final

from domain.matters.complaints import commands as c
from domain.staff.vocabulary import Role
from domain.ticket.vocabulary import Channel
from gongdan.demo.engine.steps import Process, Start
from gongdan.demo.stories.case import Case, Steps, hours, minutes
from gongdan.demo.stories.matters.grounds import Ground, ground_of
from gongdan.demo.stories.matters.improvements import improved, proposed
from gongdan.demo.stories.matters.thread import Thread
from gongdan.demo.world.staff import Member

_COMPLEX: Final = 0.3
_LATE: Final = 0.05
_UNHAPPY: Final = 0.12


def complained(case: Case, name: str) -> Process:
    """From the complaint to the customer's being content with what came of it."""
    thread = Thread(case.world, case.world.chance(name), case.at)
    ground, facts = ground_of(case)
    who = case.engineer if case.way in ("visit", "bench") and ground.category != "attitude" else case.agent
    raise_it = c.RaiseComplaint(
        ticket=case.number,
        categories=(ground.category,),
        staff=(who.number,) if who else None,
        product=case.owned.product.name,
        words=ground.words,
    )
    customer = thread.customer(case.customer)
    yield from thread.begins(customer, raise_it, thread.chance.wait(hours(2)))
    case.owed -= 1
    handler, _ = case.world.staff.there(thread.chance, thread.at, Role.COMPLAINT_HANDLER)
    by = thread.member(handler)
    late = thread.chance.happens(_LATE)
    contact = c.ContactComplainant(channel=Channel.PHONE, note="已致电客户了解经过")
    yield from thread.does(by, contact, hours(26) if late else thread.chance.wait(hours(1)))
    answer = c.AnswerComplaint(channel=Channel.PHONE, apology="对给您带来的不便深表歉意", facts=facts)
    yield from thread.does(by, answer, thread.chance.wait(hours(2)))
    is_complex = thread.chance.happens(_COMPLEX)
    assess = c.AssessComplaint(
        weight="complex" if is_complex else "simple",
        severity="serious" if is_complex else "minor",
        reason="涉及流程，需要相关部门配合整改" if is_complex else "事实清楚，可当场处理",
    )
    yield from thread.does(by, assess, thread.chance.wait(minutes(40)))
    if is_complex:
        give = c.GiveComplaint(staff=handler.number, note="由其负责到底")
        yield from thread.does(by, give, thread.chance.wait(minutes(30)))
    yield from _handled(thread, handler, ground, facts, ground.remedy, thread.chance.wait(hours(3)))
    if thread.chance.happens(_UNHAPPY):
        unhappy = c.AnswerComplaintSurvey(score=2, comment="只有道歉，没有实际措施")
        yield from thread.does(customer, unhappy, thread.chance.wait(hours(9)))
        more = f"主管再次致电说明整改措施，并{'赠送上门保养一次' if case.touched else '延长服务期一个月'}"
        yield from _handled(thread, handler, ground, facts, more, thread.chance.wait(hours(8)))
    content = c.AnswerComplaintSurvey(score=thread.chance.weighted({5: 4, 4: 6}), comment="处理及时，可以接受")
    yield from thread.does(customer, content, thread.chance.wait(hours(9)))
    if is_complex:
        yield from _learnt(thread, name, handler, ground)
    yield from thread.does(by, c.CloseComplaint(closed_as="satisfied"), thread.chance.wait(hours(5)))
    thread.over()


def _handled(thread: Thread, handler: Member, ground: Ground, facts: str, remedy: str, after: timedelta) -> Steps:
    handle = c.HandleComplaint(cause=ground.cause, words=facts, measures=ground.measures, remedy=remedy)
    yield from thread.does(thread.member(handler), handle, after)


def _learnt(thread: Thread, name: str, handler: Member, ground: Ground) -> Steps:
    """What is to be done better has a number of its own, and goes its own way."""
    better = Thread(thread.world, thread.chance, thread.at)
    by = thread.member(handler)
    yield from proposed(better, by, f"针对“{ground.words}”：{ground.better}", "complaint", thread.number)
    thread.at = better.at
    link = c.LinkImprovement(improvement=better.number)
    yield from thread.does(by, link, minutes(6))
    yield Start(thread.at, f"{name}/better", improved(better.after(thread), ground.department))
