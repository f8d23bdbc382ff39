"""A ticket's whole life, whichever way it goes, and the tickets that come of it."""

from datetime import datetime
from typing import Final

from domain.ticket.commands import AddNote, CancelTicket, LinkTicket, MergeTicket, RecordCorrection
from domain.ticket.vocabulary import Kind
from gongdan.demo.engine.chance import Chance
from gongdan.demo.engine.steps import Process
from gongdan.demo.stories.case import Case, Steps, days, hours, minutes, starting
from gongdan.demo.stories.ending import ended
from gongdan.demo.stories.grading import grading
from gongdan.demo.stories.handling.escalation import escalated
from gongdan.demo.stories.handling.guidance import answered_at_once, at_hand, guided
from gongdan.demo.stories.handling.warning import warned
from gongdan.demo.stories.intake import intake
from gongdan.demo.stories.matters.returns import REGRETS, WITHIN, wanted_back
from gongdan.demo.world import words
from gongdan.demo.world.catalogue import Fault
from gongdan.demo.world.customers import Owned
from gongdan.demo.world.world import World

_KINDS: Final = {Kind.FAULT: 76.0, Kind.CONSULTATION: 19.0, Kind.MAINTENANCE: 5.0}
_BACK: Final = {WITHIN: 0.24, REGRETS: 0.05}
"""Of the faults of goods that were bought at most so many days ago: shares of those whose owners want them no more."""
_CANCELLED: Final = 0.03
_CORRECTED: Final = 0.02
_AGAIN: Final = 0.02
"""Shares of the tickets that are withdrawn, corrected, and followed by a repeat repair."""
_TWICE: Final = 0.015
"""Share of the faults that a second call tells of while the first is worked on."""


def called(world: World, name: str, at: datetime) -> Process:
    """A customer calls: about something of theirs, whatever it is."""
    chance = world.chance(name)
    customer = world.customers.calling(chance, at.date())
    owned = chance.one_of(customer.owns)
    fault = chance.one_of([one for one in owned.sort.faults if not one.batch] or owned.sort.faults)
    kind, age = _kind(chance, owned, fault, at), (at.date() - owned.bought).days
    if kind is Kind.MAINTENANCE:
        fault = owned.sort.kept_up(age) or fault
    fault = fault.of_age(age)
    return life(Case(world, name, chance, at, customer, owned, fault, at, kind))


def _kind(chance: Chance, owned: Owned, fault: Fault, at: datetime) -> Kind:
    kind = chance.weighted(_KINDS)
    if kind is Kind.MAINTENANCE and owned.sort.kept_up((at.date() - owned.bought).days) is None:
        return Kind.CONSULTATION
    return wants_back(chance, owned, fault, at) if kind is Kind.FAULT else kind


def wants_back(chance: Chance, owned: Owned, fault: Fault, at: datetime, times: float = 1) -> Kind:
    """What is asked for where something of theirs fails: of new goods now and then others, or the money."""
    age = (at.date() - owned.bought).days
    share = next((share for most, share in _BACK.items() if age <= most), 0.0)
    if not owned.sort.is_goods or not fault.fresh or not chance.happens(share * times):
        return Kind.FAULT
    return chance.weighted({Kind.EXCHANGE: 6, Kind.REFUND: 4})


def life(case: Case) -> Process:
    """From the report to the archive."""
    yield from intake(case)
    yield from grading(case)
    if case.chance.happens(_CORRECTED):
        yield from _corrected(case)
    if case.chance.happens(_CANCELLED) and not case.fault.danger:
        yield from _withdrawn(case)
    else:
        if case.kind is Kind.FAULT and case.chance.happens(_TWICE):
            yield starting(case, f"{case.name}/twice", told_twice(case, f"{case.name}/twice"))
        yield from handled(case)
        yield from ended(case)
    if case.kind is Kind.FAULT and not case.unmended and case.chance.happens(_AGAIN):
        yield starting(case, f"{case.name}/again", repeated(case, f"{case.name}/again"))
    else:
        case.world.desk.forget(case.key)


def handled(case: Case) -> Steps:
    """In the way that its kind and fault ask for."""
    if case.kind is Kind.CONSULTATION:
        yield from answered_at_once(case)
    elif case.kind in (Kind.EXCHANGE, Kind.REFUND):
        yield from warned(case)
        if not (yield from wanted_back(case)):
            yield from mended(case.fault, case)
    elif case.fault.escalates and case.chance.happens(0.7):
        yield from escalated(case)
    else:
        yield from mended(case.fault, case)


def mended(fault: Fault, case: Case) -> Steps:
    """From afar where that will do."""
    where = case.chance.weighted(fault.where)
    yield from (guided(case) if where == "remote" else at_hand(case))


def _corrected(case: Case) -> Steps:
    """Something was written down wrongly."""
    model = case.chance.one_of(case.owned.sort.models)
    correct = RecordCorrection(version=1, field="product.model", right=model, reason="核对购买记录后更正型号")
    if model != case.owned.product.model:
        yield from case.does(case.agents, correct, case.brief(3, 25))


def _withdrawn(case: Case) -> Steps:
    by_kind = case.kind.value if case.kind in (Kind.CONSULTATION, Kind.MAINTENANCE) else "fault"
    reason = words.said(case.chance, "withdrawn", by_kind)
    yield from case.does(case.agents, CancelTicket(cancelled_as="withdrawn", reason=reason), case.soon(hours(3)))


def told_twice(first: Case, name: str) -> Process:
    """The customer calls again about the same: merged with the first, or cancelled as its duplicate."""
    chance = first.world.chance(name)
    at = first.at + min(chance.wait(hours(4)), hours(20))
    case = Case(first.world, name, chance, at, first.customer, first.owned, first.fault, at)
    first.owed += 1
    yield from intake(case)
    yield from case.does(case.agents, LinkTicket(other=first.number, relation="duplicate"), case.brief(1, 5))
    first.owed -= 1
    if first.ticket.is_worked_on and chance.happens(0.6):
        merge = MergeTicket(into=first.number, reason="同一问题，合并处理")
        yield from case.does(case.agents, merge, case.brief(1, 4))
    else:
        cancel = CancelTicket(cancelled_as="duplicate", duplicate_of=first.number, reason="与在办工单重复")
        yield from case.does(case.agents, cancel, case.brief(1, 4))
    case.world.desk.forget(case.key)


def repeated(first: Case, name: str) -> Process:
    """The same fault of the same product again, some weeks after it was mended."""
    chance = first.world.chance(name)
    at = first.at + days(chance.number(9, 60))
    case = Case(first.world, name, chance, at, first.customer, first.owned, first.fault, at)
    yield from intake(case)
    link = LinkTicket(other=first.number, relation="repeat", note="三个月内同一故障再次报修")
    yield from case.does(case.agents, link, case.brief(1, 5))
    first.world.desk.forget(first.key)
    yield from case.does(case.agents, AddNote(text="重复维修，优先安排"), minutes(1))
    yield from grading(case)
    yield from handled(case)
    yield from ended(case)
    case.world.desk.forget(case.key)
