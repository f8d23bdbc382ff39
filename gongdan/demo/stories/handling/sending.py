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
from gongdan.demo.stories.handling.visits import mended, sent_back
from gongdan.demo.world import words


def sent_in(case: Case) -> Steps:
    """From the dispatch to a solution, or to the product's going back unmended for its price."""
    case.way = "bench"
    fault = case.fault
    yield from dispatched(case, case.team)
    yield from came_in(case)
    look = LogWork(work="inspection", steps="开箱核对序列号，通电检测", minutes=20, result=fault.finding)
    yield from case.does(case.engineers, look, case.brief(22, 45))
    diagnose = DiagnoseFault(finding=fault.finding, fault_type=fault.type)
    yield from case.does(case.engineers, diagnose, case.brief(3, 9))
    if not (yield from quoted(case)):
        case.unmended = True
        back = ResolveTicket(cause=fault.cause, handling="客户不接受报价，产品原样寄回")
        yield from case.does(case.engineers, back, case.soon(hours(3)))
        sent_back(case)
        return
    if case.chance.happens(0.2):
        yield from fetched(case)
    yield from mended(case, in_person=False)


def came_in(case: Case) -> Steps:
    """Agreed, waited for, and there."""
    address = AgreeSendIn(address=f"{case.customer.city}市维修中心收，附工单号 {case.number}")
    yield from case.does(case.engineers, address, case.brief(2, 8))
    wait = PauseTicket(waiting_for="customer", reason="等待客户寄回产品")
    yield from case.does(case.engineers, wait, case.brief(2, 8))
    carrier, waybill = words.sent(case.chance, large=case.owned.sort.large)
    arrived = ResumeTicket(reason=f"产品已收到（{carrier} {waybill}），外观无磕碰")
    yield from case.does(case.engineers, arrived, days(0.9) + case.soon(days(1.3)))
    yield from case.does(case.engineers, StartHandling(where="send-in"), case.soon(minutes(30)))
