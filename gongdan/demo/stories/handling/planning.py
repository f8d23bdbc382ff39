"""A plan before the work where the handbook asks for one: met about, drafted, judged by another, sent out."""

from decimal import Decimal

from domain.staff.vocabulary import Role
from domain.ticket.commands import (
    ApprovePlan,
    CallMeeting,
    ChooseOption,
    DiagnoseFault,
    GiveEstimate,
    HoldMeeting,
    ProposePlan,
    RejectPlan,
    SharePlan,
)
from domain.ticket.events import Option
from domain.ticket.vocabulary import Channel, Department
from gongdan.demo.stories.case import Case, Steps, days, hours, minutes
from gongdan.demo.stories.handling.money import costs

_HOW = {
    "visit": "预计一次上门完成",
    "bench": "在维修中心完成",
    "remote": "远程完成，约需半小时",
    "return": "收到实物后完成",
}
_MEET: tuple[Department, ...] = ("technical", "product", "service")


def planned(case: Case) -> Steps:
    """Until the plan that holds is approved; now and then the first is sent back."""
    fault, urgent = case.fault, case.ticket.severity == "urgent"
    steps = fault.again if case.touched else fault.steps
    again, known = f"客户反映“{case.still}”，需复查上次处理的部位", case.ticket.diagnosis
    finding = again if case.touched else fault.finding
    if known is None or (case.touched and known.finding != finding):
        diagnose = DiagnoseFault(finding=finding, fault_type=fault.type, found_by="knowledge-base")
        yield from case.does(case.agents, diagnose, case.soon(minutes(14 if urgent else 50)))
    if case.ticket.severity in ("important", "urgent"):
        yield from _met(case)
    yield from _drafted(case, f"{steps}；{_HOW[case.way]}")
    if case.way == "visit" and case.chance.happens(0.08):
        reject = RejectPlan(plan=case.ticket.plan_number, reason="未写明备件与停机时间，请补充")
        yield from case.does(case.supervisors, reject, case.soon(minutes(12)))
        yield from _drafted(case, f"{steps}；备件 {fault.part}，停机约一小时，安排在非营业时段")
    approve = ApprovePlan(plan=case.ticket.plan_number, reason="方案可行，同意执行")
    yield from case.does(case.supervisors, approve, case.soon(minutes(9 if urgent else 40)))
    if case.ticket.severity in ("important", "urgent") or case.pack == "service-plan":
        share = SharePlan(plan=case.ticket.plan_number, channel=Channel.EMAIL, note="问题处理方案表已发送")
        yield from case.does(case.agents, share, case.soon(minutes(15)))
    if case.ticket.plan and case.ticket.plan.options:
        choose = ChooseOption(
            plan=case.ticket.plan_number,
            option=case.ticket.plan.options[0],
            by=case.customer.signs,
            given="portal",
        )
        yield from case.does(case.customers, choose, case.soon(minutes(30)))
    estimate = GiveEstimate(due=case.at + (hours(20) if urgent else days(2)))
    yield from case.does(case.agents, estimate, case.soon(minutes(3)))


def _met(case: Case) -> Steps:
    call = CallMeeting(departments=_MEET, topic=f"确定处理方案：{case.fault.finding}")
    yield from case.does(case.agents, call, case.brief(4, 12))
    contact, _ = case.world.staff.there(case.chance, case.at, Role.DEPARTMENT_CONTACT, "product")
    technical, _ = case.world.staff.there(case.chance, case.at, Role.ENGINEER, case.team)
    attendees = (case.agent_number, contact.number, technical.number)
    meet = HoldMeeting(departments=_MEET, attendees=attendees, outcome=f"原因倾向于{case.fault.cause}，按方案执行")
    yield from case.does(case.agents, meet, case.brief(8, 24))


def _drafted(case: Case, steps: str) -> Steps:
    options = None
    if case.ticket.severity == "important" and case.fault.fee and case.chance.happens(0.25):
        price = Decimal(case.fault.fee if costs(case) else 0)
        options = (
            Option(name="现场更换", text="更换故障部件", pros="恢复快", cons="需停机一小时", cost=price, minutes=60),
            Option(
                name="整机周转",
                text="先送备用机，整机返厂维修",
                pros="不影响营业",
                cons="需三至五天",
                cost=price + 200,
                minutes=30,
            ),
        )
    plan = ProposePlan(steps=steps, owner=case.agent_number, deadline=case.at + days(2), options=options)
    yield from case.does(case.agents, plan, case.brief(5, 15))


def _price(case: Case) -> Decimal:
    """Of either way: sending it in costs no more than mending it there."""
    return Decimal(case.fault.fee)
