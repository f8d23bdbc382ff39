"""The engineer goes to the customer: looks, asks, mends, tests, and where a part is missing comes again."""

from domain.ticket.commands import (
    ConsentToRepair,
    DiagnoseFault,
    LogWork,
    ResolveTicket,
    TestFunction,
    VerifyProduct,
)
from domain.ticket.vocabulary import Kind, WorkKind
from gongdan.demo.stories.case import Case, Steps, days, hours, minutes
from gongdan.demo.stories.handling.dispatching import dispatched
from gongdan.demo.stories.handling.going import booked_again, gone_there, went_away
from gongdan.demo.stories.handling.money import charged, quoted
from gongdan.demo.stories.handling.parts import fetched, takes_a_part, used
from gongdan.demo.stories.handling.planning import planned
from gongdan.demo.stories.handling.warning import warned
from gongdan.demo.world.lasting import lasting

_NO_PART = 0.17


def visited(case: Case) -> Steps:
    """From the dispatch to a solution, or to the customer's saying no to its price."""
    case.way = "visit"
    yield from warned(case)
    if case.is_planned:
        yield from planned(case)
    yield from dispatched(case, case.team)
    yield from gone_there(case)
    yield from _looked_at(case)
    if not (yield from quoted(case)):
        case.unmended = True
        refused = ResolveTicket(cause=case.fault.cause, handling="客户不接受维修报价，未维修，已告知安全注意事项")
        yield from case.does(case.engineers, refused, case.brief(2, 6))
        went_away(case)
        return
    if takes_a_part(case) and case.chance.happens(_NO_PART):
        yield from fetched(case)
        booked_again(case, hours(2))
        yield from gone_there(case)
    yield from mended(case, in_person=True)
    went_away(case)


def _looked_at(case: Case) -> Steps:
    fault = case.fault
    seen = VerifyProduct(matches=True, serial=case.owned.product.serial, voucher_seen=case.chance.happens(0.8))
    yield from case.does(case.engineers, seen, case.brief(1, 4))
    diagnose = DiagnoseFault(finding=fault.finding, fault_type=fault.type, found_by="on-site")
    yield from case.does(case.engineers, diagnose, case.brief(5, 14))


def mended(case: Case, *, in_person: bool) -> Steps:
    """With the customer's consent to the plan, if there is one: repaired, tested, paid for, explained."""
    fault = case.fault
    given = "in-person" if in_person else "phone"
    plan = case.ticket.plan_number or None
    consent = ConsentToRepair(by=case.customer.signs, given=given, plan=plan, repair=fault.handling)
    yield from case.does(case.engineers, consent, case.brief(2, 5))
    yield from worked(case, fault.steps, fault.material)
    yield from used(case)
    note = "清洗后运行正常" if case.kind is Kind.MAINTENANCE else "连续试机正常"
    yield from case.does(case.engineers, TestFunction(passed=True, note=note), case.brief(3, 8))
    yield from charged(case)
    resolve = ResolveTicket(cause=fault.cause, handling=_handling(case), precautions=fault.precautions)
    yield from case.does(case.engineers, resolve, case.brief(2, 5))
    case.touched = True
    sent_back(case)


def sent_back(case: Case) -> None:
    """From the workshop it takes some days."""
    if case.way == "bench":
        case.back = case.at + days(1) + case.brief(0, 2000)


def worked(case: Case, steps: str, material: str | None) -> Steps:
    """A piece of work, as long as it takes."""
    took = max(case.chance.number(15, 65), lasting(steps) // minutes(1) + 5)
    kind: WorkKind = "replacement" if "更换" in steps else "repair"
    if case.kind is Kind.MAINTENANCE and kind == "repair":
        kind = "adjustment"
    result = "完成" if case.kind is Kind.MAINTENANCE else "修复"
    materials = None if material == "无" else material
    work = LogWork(work=kind, steps=steps, minutes=took, materials=materials, result=result)
    yield from case.does(case.engineers, work, minutes(took))


def _handling(case: Case) -> str:
    """Of what was sent in it tells that it goes back."""
    return f"{case.fault.handling}；已寄回客户" if case.way == "bench" else case.fault.handling
