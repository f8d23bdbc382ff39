"""A second remedy, where the first did not hold: planned anew, done again, and told apart from the first."""

from datetime import timedelta

from domain.ticket.commands import (
    ArriveOnSite,
    ConsentToRepair,
    ContactCustomer,
    LogWork,
    PromiseVisit,
    ResolveTicket,
    TestFunction,
)
from domain.ticket.vocabulary import Channel
from gongdan.demo.stories.case import Case, Steps, hours, minutes
from gongdan.demo.stories.handling.dispatching import dispatched
from gongdan.demo.stories.handling.planning import planned
from gongdan.demo.times import visit_time
from gongdan.demo.world import words


def mended_again(case: Case) -> Steps:
    """By the engineer who was there before, or by the agent where none was."""
    case.remedies += 1
    handling = words.said(case.chance, "second")
    if case.engineer is None or case.pack == "software-support":
        yield from _from_afar(case, handling)
    else:
        yield from _on_site(case, handling)


def _from_afar(case: Case, handling: str) -> Steps:
    contact = ContactCustomer(channel=Channel.PHONE, note="再次联系客户，核对现象", technical=True)
    who = case.agents if case.engineer is None else case.engineers
    yield from case.does(who, contact, case.in_office(case.soon(hours(2)), 8, 21))
    resolve = ResolveTicket(cause=case.fault.cause, handling=handling, precautions=case.fault.precautions)
    yield from case.does(who, resolve, case.soon(minutes(40)))


def _on_site(case: Case, handling: str) -> Steps:
    if case.pack == "handbook":
        yield from planned(case)
    if case.engineer is not None and (case.at + hours(30)).date() in case.engineer.leave:
        yield from dispatched(case, case.team)
    visit = visit_time(case.at + hours(16), case.chance)
    promise = PromiseVisit(at=visit, place=words.street(case.chance, case.customer.city))
    yield from case.does(case.engineers, promise, case.in_office(case.soon(minutes(50)), 8, 21))
    yield from case.does(case.engineers, ArriveOnSite(), case.until(visit - minutes(case.chance.number(0, 12))))
    consent = ConsentToRepair(by=case.customer.signs, given="in-person", plan=case.ticket.plan_number or None)
    yield from case.does(case.engineers, consent, case.soon(minutes(8)))
    took = case.chance.number(20, 90)
    work = LogWork(work="repair", steps=f"复查上次维修部位；{handling}", minutes=took, result="修复")
    yield from case.does(case.engineers, work, timedelta(minutes=took))
    yield from case.does(case.engineers, TestFunction(passed=True, note="试机三次正常"), case.soon(minutes(8)))
    resolve = ResolveTicket(cause=case.fault.cause, handling=handling, precautions=case.fault.precautions)
    yield from case.does(case.engineers, resolve, case.soon(minutes(5)))
