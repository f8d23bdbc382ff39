"""A software fault that the agent can't mend: engineers of software, and research, whose answer takes days."""

from domain.staff.vocabulary import Role
from domain.ticket.commands import (
    AnswerCollaboration,
    AssistRemotely,
    EscalateTicket,
    PauseTicket,
    RequestCollaboration,
    ResolveTicket,
    ResumeTicket,
    ShareProgress,
)
from domain.ticket.vocabulary import Channel
from gongdan.demo.stories.case import Case, Steps, days, hours, minutes
from gongdan.demo.stories.handling.dispatching import dispatched
from gongdan.demo.stories.handling.guidance import diagnosed, on_their_device
from gongdan.demo.world.staff import SOFTWARE


def escalated(case: Case) -> Steps:
    """Until the patch is in."""
    case.way = "remote"
    yield from on_their_device(case)
    yield from diagnosed(case)
    escalate = EscalateTicket(to=SOFTWARE, reason="按知识库步骤处理无效，需研发定位")
    yield from case.does(case.agents, escalate, case.soon(minutes(30)))
    yield from dispatched(case, SOFTWARE)
    ask = RequestCollaboration(department="research", text=f"请协助定位：{case.fault.finding}")
    yield from case.does(case.engineers, ask, case.soon(hours(2)))
    if case.chance.happens(0.4):
        yield from _waited_for_data(case)
    share = ShareProgress(channel=Channel.EMAIL, text="研发正在定位，预计三个工作日内给出补丁")
    yield from case.does(case.engineers, share, case.soon(hours(5)))
    answer = AnswerCollaboration(request=1, text=f"{case.fault.cause}；已提供补丁")
    yield from case.does(case.by(Role.DEPARTMENT_CONTACT, "research"), answer, case.soon(days(2)))
    allowed = case.ticket.remote is not None
    if allowed:
        assist = AssistRemotely(actions=case.fault.steps, result="补丁安装完成，现象消失", minutes=40)
        yield from case.does(case.engineers, assist, case.soon(hours(4)))
    handling = case.fault.handling if allowed else f"补丁发给客户，由客户管理员安装；{case.fault.handling}"
    resolve = ResolveTicket(cause=case.fault.cause, handling=handling, precautions=case.fault.precautions)
    yield from case.does(case.engineers, resolve, case.soon(hours(1)))


def _waited_for_data(case: Case) -> Steps:
    pause = PauseTicket(waiting_for="customer", reason="请客户提供出现问题时段的日志")
    yield from case.does(case.engineers, pause, case.soon(minutes(30)))
    resume = ResumeTicket(reason="日志已收到")
    yield from case.does(case.engineers, resume, case.soon(days(1)))
