"""What is settled from afar: questions, guidance by the agent, help on the customer's device, software faults."""

from domain.staff.vocabulary import Role
from domain.ticket.commands import (
    AnswerCollaboration,
    AssistRemotely,
    AuthoriseRemoteAssistance,
    ContactCustomer,
    DiagnoseFault,
    EscalateTicket,
    PauseTicket,
    RefuseRemoteAssistance,
    RequestCollaboration,
    ResolveTicket,
    ResumeTicket,
    ShareProgress,
)
from domain.ticket.vocabulary import Channel
from gongdan.demo.stories.case import Case, Steps, days, hours, minutes
from gongdan.demo.stories.handling.dispatching import dispatched
from gongdan.demo.stories.matters.articles import consulted
from gongdan.demo.world.staff import SOFTWARE


def answered_at_once(case: Case) -> Steps:
    """A question, and its answer."""
    yield from case.does(case.agents, ResolveTicket(handling=case.answer), case.soon(minutes(9)))


def guided(case: Case) -> Steps:
    """The agent tells the customer what to do; some allow help on their device, some do not."""
    fault = case.fault
    contact = ContactCustomer(channel=Channel.PHONE, note=fault.guide, technical=True)
    yield from case.does(case.agents, contact, case.in_office(case.soon(minutes(25)), 7, 22))
    if case.pack != "appliance":
        yield from _on_their_device(case)
    yield from consulted(case)
    yield from _diagnosed(case)
    by_hand = fault.type in ("hardware", "product-defect")
    cause = "安装或使用条件所致，部件正常" if by_hand else fault.cause
    handling = "客户按电话指导处理后恢复正常" if by_hand else fault.handling
    resolve = ResolveTicket(cause=cause, handling=handling, precautions=fault.precautions)
    yield from case.does(case.agents, resolve, case.soon(minutes(20)))


def _diagnosed(case: Case) -> Steps:
    fault = case.fault
    found_by = "knowledge-base" if case.pack == "appliance" else "remote"
    if case.ticket.remote is None:
        found_by = "knowledge-base"
    diagnose = DiagnoseFault(finding=fault.finding, fault_type=fault.type, found_by=found_by, category=_category(case))
    yield from case.does(case.agents, diagnose, case.soon(minutes(8)))


def _category(case: Case) -> str | None:
    return case.fault.category if case.pack == "software-support" else None


def _on_their_device(case: Case) -> Steps:
    by = case.customer.signs
    if case.chance.happens(0.06):
        refuse = RefuseRemoteAssistance(reason="客户不同意远程，要求电话指导", by=by, given="phone")
        yield from case.does(case.agents, refuse, case.soon(minutes(4)))
        return
    allow = AuthoriseRemoteAssistance(by=by, given="message", scope="仅限本次故障的检查与设置")
    yield from case.does(case.agents, allow, case.soon(minutes(4)))
    assist = AssistRemotely(actions=case.fault.steps, result="已完成，请客户观察", minutes=case.chance.number(8, 45))
    yield from case.does(case.agents, assist, case.soon(minutes(15)))


def escalated(case: Case) -> Steps:
    """A software fault that the agent can't mend: engineers of software, and research, whose answer takes days."""
    yield from _on_their_device(case)
    yield from _diagnosed(case)
    escalate = EscalateTicket(to=SOFTWARE, reason="按知识库步骤处理无效，需研发定位")
    yield from case.does(case.agents, escalate, case.soon(minutes(30)))
    yield from dispatched(case, SOFTWARE)
    ask = RequestCollaboration(department="research", text=f"请协助定位：{case.fault.finding}")
    yield from case.does(case.engineers, ask, case.in_office(case.soon(hours(2))))
    if case.chance.happens(0.4):
        yield from _waited_for_data(case)
    share = ShareProgress(channel=Channel.EMAIL, text="研发正在定位，预计三个工作日内给出补丁")
    yield from case.does(case.engineers, share, case.in_office(case.soon(hours(5))))
    after = case.in_office(case.soon(days(2)))
    answer = AnswerCollaboration(request=1, text=f"{case.fault.cause}；已提供补丁")
    yield from case.does(case.by(Role.DEPARTMENT_CONTACT, after, "research"), answer, after)
    if case.ticket.remote is not None:
        assist = AssistRemotely(actions=case.fault.steps, result="补丁安装完成，现象消失", minutes=40)
        yield from case.does(case.engineers, assist, case.in_office(case.soon(hours(4))))
    resolve = ResolveTicket(cause=case.fault.cause, handling=case.fault.handling, precautions=case.fault.precautions)
    yield from case.does(case.engineers, resolve, case.soon(hours(1)))


def _waited_for_data(case: Case) -> Steps:
    pause = PauseTicket(waiting_for="customer", reason="请客户提供出现问题时段的日志")
    yield from case.does(case.engineers, pause, case.soon(minutes(30)))
    resume = ResumeTicket(reason="日志已收到")
    yield from case.does(case.engineers, resume, case.in_office(case.soon(days(1))))
