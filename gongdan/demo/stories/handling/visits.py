"""The engineer goes to the customer: looks, asks, mends, tests, and where a part is missing comes again."""

from datetime import datetime, timedelta

from domain.ticket.commands import (
    ArriveOnSite,
    ConsentToRepair,
    DiagnoseFault,
    LogWork,
    MoveVisit,
    PromiseVisit,
    ResolveTicket,
    TestFunction,
    VerifyProduct,
)
from gongdan.demo.stories.case import Case, Steps, hours, minutes
from gongdan.demo.stories.handling.dispatching import dispatched
from gongdan.demo.stories.handling.money import charged, quoted
from gongdan.demo.stories.handling.parts import fetched, used
from gongdan.demo.stories.handling.planning import planned
from gongdan.demo.times import visit_time
from gongdan.demo.world import words


def visited(case: Case) -> Steps:
    """From the dispatch to a solution, or to the customer's saying no to its price."""
    urgent = case.fault.severity[0] > 5
    visit = visit_time(case.at + hours(3 if urgent else 12), case.chance)
    if case.pack == "handbook":
        yield from planned(case)
    yield from dispatched(case, case.team, visit)
    yield from _promised(case, max(visit, visit_time(case.at + minutes(100), case.chance)))
    yield from _looked_at(case)
    if case.fault.fee and not (yield from quoted(case)):
        refused = ResolveTicket(cause=case.fault.cause, handling="客户不接受维修报价，未维修，已告知安全注意事项")
        yield from case.does(case.engineers, refused, case.soon(minutes(6)))
        return
    if case.fault.fee and case.chance.happens(0.17):
        yield from fetched(case)
        yield from _promised(case, visit_time(case.at + hours(14), case.chance))
        yield from case.does(case.engineers, ArriveOnSite(), timedelta())
    yield from mended(case, in_person=True)


def _promised(case: Case, visit: datetime) -> Steps:
    """Agreed, sometimes moved, and kept to within half an hour, mostly; ends at the customer's door."""
    promise = PromiseVisit(at=visit, place=words.street(case.chance, case.customer.city))
    yield from case.does(case.engineers, promise, case.soon(minutes(4)))
    if case.chance.happens(0.07):
        visit = visit_time(visit + hours(20), case.chance)
        move = MoveVisit(at=visit, by=case.customer.signs, given="phone", reason=words.said(case.chance, "moved"))
        yield from case.does(case.engineers, move, case.soon(minutes(15)))
    late = case.chance.happens(0.12)
    off = case.chance.between(minutes(10), minutes(80)) if late else -case.chance.between(minutes(0), minutes(15))
    case.at = max(case.at + minutes(2), visit + off)


def _looked_at(case: Case) -> Steps:
    fault = case.fault
    yield from case.does(case.engineers, ArriveOnSite(), timedelta())
    seen = VerifyProduct(matches=True, serial=case.owned.product.serial, voucher_seen=case.chance.happens(0.8))
    yield from case.does(case.engineers, seen, case.soon(minutes(2)))
    diagnose = DiagnoseFault(finding=fault.finding, fault_type=fault.type, found_by="on-site")
    yield from case.does(case.engineers, diagnose, case.soon(minutes(9)))


def mended(case: Case, *, in_person: bool) -> Steps:
    """With the customer's consent to the plan, if there is one: repaired, tested, paid for, explained."""
    fault = case.fault
    given = "in-person" if in_person else "phone"
    plan = case.ticket.plan_number or None
    consent = ConsentToRepair(by=case.customer.signs, given=given, plan=plan, repair=fault.handling)
    yield from case.does(case.engineers, consent, case.soon(minutes(4)))
    took = case.chance.number(15, 75)
    kind = "replacement" if "更换" in fault.handling else "repair"
    work = LogWork(work=kind, steps=fault.steps, minutes=took, materials=fault.material, result="修复")
    yield from case.does(case.engineers, work, minutes(took))
    yield from used(case)
    yield from case.does(case.engineers, TestFunction(passed=True, note="连续试机正常"), case.soon(minutes(5)))
    yield from charged(case)
    resolve = ResolveTicket(cause=fault.cause, handling=fault.handling, precautions=fault.precautions)
    yield from case.does(case.engineers, resolve, case.soon(minutes(5)))
