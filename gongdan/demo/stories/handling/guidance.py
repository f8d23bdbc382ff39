"""What is settled from afar: questions, guidance by the agent, and help on the customer's device."""

from domain.ticket.commands import (
    AddNote,
    AssistRemotely,
    AuthoriseRemoteAssistance,
    ContactCustomer,
    DiagnoseFault,
    RefuseRemoteAssistance,
    ResolveTicket,
)
from domain.ticket.vocabulary import Channel, Kind
from gongdan.demo.stories.case import Case, Steps, minutes
from gongdan.demo.stories.handling.planning import planned
from gongdan.demo.stories.handling.sending import sent_in
from gongdan.demo.stories.handling.visits import visited
from gongdan.demo.stories.matters.articles import consulted, helped
from gongdan.demo.world.lasting import lasting

_IN_VAIN = 0.1
"""Share of the guidance on faults of hardware after which somebody must lay hands on it."""


def answered_at_once(case: Case) -> Steps:
    """A question, and its answer."""
    yield from case.does(case.agents, ResolveTicket(handling=case.answer), case.soon(minutes(9)))


def guided(case: Case) -> Steps:
    """The agent tells the customer what to do; some allow help on their device, some do not."""
    case.way = "remote"
    fault = case.fault
    contact = ContactCustomer(channel=Channel.PHONE, note=fault.guide, technical=True)
    yield from case.does(case.agents, contact, case.soon(minutes(25)))
    on_device = case.pack != "appliance" and fault.type not in ("hardware", "operation")
    if on_device:
        if case.is_planned:
            yield from planned(case)
        yield from on_their_device(case)
        case.touched = True
    help_of = yield from consulted(case)
    if fault.eased and case.kind is Kind.FAULT and case.chance.happens(_IN_VAIN):
        note = AddNote(text="已按步骤电话指导，现象仍在，需检修")
        yield from case.does(case.agents, note, case.soon(minutes(30)))
        yield from at_hand(case)
        return
    if not (on_device and case.is_planned):
        yield from diagnosed(case)
    found = fault.eased or fault
    resolve = ResolveTicket(cause=found.cause, handling=found.handling, precautions=fault.precautions)
    yield from case.does(case.agents, resolve, max(case.soon(minutes(20)), lasting(found.handling) + minutes(5)))
    if help_of:
        yield from helped(case, help_of)


def at_hand(case: Case) -> Steps:
    """By somebody who can lay hands on it: at the customer's, or in the workshop."""
    yield from (sent_in(case) if "send-in" in case.fault.where else visited(case))


def diagnosed(case: Case) -> Steps:
    """By what the customer says, or is seen on their device."""
    fault = case.fault
    found = fault.eased.finding if fault.eased and not fault.escalates else fault.finding
    found_by = "remote" if case.ticket.remote is not None else "knowledge-base"
    category = fault.category if case.pack == "software-support" else None
    diagnose = DiagnoseFault(
        finding=found,
        fault_type="operation" if fault.eased else fault.type,
        found_by=found_by,
        category=category,
    )
    yield from case.does(case.agents, diagnose, case.soon(minutes(8)))


def on_their_device(case: Case) -> Steps:
    """Where the customer allows it."""
    by = case.customer.signs
    if case.chance.happens(0.06):
        refuse = RefuseRemoteAssistance(reason="客户不同意远程，要求电话指导", by=by, given="phone")
        yield from case.does(case.agents, refuse, case.soon(minutes(4)))
        return
    scope = "仅限本次升级" if case.kind is Kind.MAINTENANCE else "仅限本次故障的检查与设置"
    allow = AuthoriseRemoteAssistance(by=by, given="message", scope=scope)
    yield from case.does(case.agents, allow, case.soon(minutes(4)))
    steps = "远程查看运行日志与慢查询，未能消除现象" if case.fault.escalates else case.fault.steps
    result = "需升级处理" if case.fault.escalates else "已完成，请客户观察"
    assist = AssistRemotely(actions=steps, result=result, minutes=case.chance.number(8, 45))
    yield from case.does(case.agents, assist, case.soon(minutes(15)))
