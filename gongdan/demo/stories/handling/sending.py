"""The customer sends the product in, and it is mended in the workshop."""

from domain.ticket.commands import (
    AgreeSendIn,
    DiagnoseFault,
    LogWork,
    PauseTicket,
    ResolveTicket,
    ResumeTicket,
    StartHandling,
)
from gongdan.demo.stories.case import Case, Steps, days, hours, minutes
from gongdan.demo.stories.handling.dispatching import dispatched
from gongdan.demo.stories.handling.money import quoted
from gongdan.demo.stories.handling.parts import fetched
from gongdan.demo.stories.handling.visits import mended


def sent_in(case: Case) -> Steps:
    """From the dispatch to a solution, or to the product's going back unmended for its price."""
    fault = case.fault
    yield from dispatched(case, case.team)
    address = AgreeSendIn(address=f"{case.customer.city}市维修中心收，附工单号 {case.number}")
    yield from case.does(case.engineers, address, case.soon(minutes(5)))
    wait = PauseTicket(waiting_for="customer", reason="等待客户寄回产品")
    yield from case.does(case.engineers, wait, case.soon(minutes(6)))
    arrived = ResumeTicket(reason="产品已收到，外观无磕碰")
    yield from case.does(case.engineers, arrived, case.in_office(case.soon(days(2.2))))
    yield from case.does(case.engineers, StartHandling(where="send-in"), case.soon(minutes(30)))
    look = LogWork(work="inspection", steps="开箱核对序列号，通电检测", minutes=20, result=fault.finding)
    yield from case.does(case.engineers, look, case.soon(minutes(35)))
    diagnose = DiagnoseFault(finding=fault.finding, fault_type=fault.type)
    yield from case.does(case.engineers, diagnose, case.soon(minutes(6)))
    if not (yield from quoted(case)):
        back = ResolveTicket(cause=fault.cause, handling="客户不接受报价，产品原样寄回")
        yield from case.does(case.engineers, back, case.in_office(case.soon(hours(3))))
        return
    if case.chance.happens(0.2):
        yield from fetched(case)
    yield from mended(case, in_person=False)
