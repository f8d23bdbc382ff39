"""A ticket's whole life, whichever way it goes, and the tickets that come of it."""

from datetime import datetime
from typing import Final

from domain.ticket.commands import AddNote, CancelTicket, LinkTicket, MergeTicket, RecordCorrection
from domain.ticket.vocabulary import Kind
from gongdan.demo.engine.steps import Process
from gongdan.demo.stories.case import Case, Steps, days, hours, minutes, starting
from gongdan.demo.stories.ending import ended
from gongdan.demo.stories.handling.guidance import answered_at_once, escalated, guided
from gongdan.demo.stories.handling.sending import sent_in
from gongdan.demo.stories.handling.visits import visited
from gongdan.demo.stories.intake import grading, intake
from gongdan.demo.world import words
from gongdan.demo.world.world import World

_KINDS: Final = {Kind.FAULT: 76.0, Kind.CONSULTATION: 19.0, Kind.MAINTENANCE: 5.0}
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
    kind = chance.weighted(_KINDS)
    fault = chance.one_of([one for one in owned.sort.faults if not one.batch] or owned.sort.faults)
    return life(Case(world, name, chance, at, customer, owned, fault, at, kind))


def life(case: Case) -> Process:
    """From the report to the archive."""
    yield from intake(case)
    yield from grading(case)
    if case.chance.happens(_CORRECTED):
        yield from _corrected(case)
    if case.chance.happens(_CANCELLED):
        yield from _withdrawn(case)
    else:
        if case.kind is Kind.FAULT and case.chance.happens(_TWICE):
            yield starting(case, f"{case.name}/twice", told_twice(case, f"{case.name}/twice"))
        yield from handled(case)
        yield from ended(case)
    if case.kind is Kind.FAULT and case.chance.happens(_AGAIN):
        yield starting(case, f"{case.name}/again", repeated(case, f"{case.name}/again"))
    else:
        case.world.desk.forget(case.key)


def handled(case: Case) -> Steps:
    """In the way that its kind and fault ask for."""
    if case.kind is Kind.CONSULTATION:
        yield from answered_at_once(case)
        return
    if case.fault.escalates and case.chance.happens(0.7):
        yield from escalated(case)
        return
    where = "on-site" if case.kind is Kind.MAINTENANCE and case.team in words.TEAMS else None
    match where or case.chance.weighted(case.fault.where):
        case "on-site":
            yield from visited(case)
        case "send-in":
            yield from sent_in(case)
        case _:
            yield from guided(case)


def _corrected(case: Case) -> Steps:
    """Something was written down wrongly."""
    correct = RecordCorrection(
        version=1, field="product.model", right=case.chance.one_of(case.owned.sort.models), reason="核对铭牌后更正型号"
    )
    if correct.right != case.owned.product.model:
        yield from case.does(case.agents, correct, case.soon(minutes(20)))


def _withdrawn(case: Case) -> Steps:
    cancel = CancelTicket(cancelled_as="withdrawn", reason=words.said(case.chance, "withdrawn"))
    yield from case.does(case.agents, cancel, case.soon(hours(3)))


def told_twice(first: Case, name: str) -> Process:
    """The customer calls again about the same: merged with the first, or cancelled as its duplicate."""
    chance = first.world.chance(name)
    at = first.at + min(chance.wait(hours(4)), hours(20))
    case = Case(first.world, name, chance, at, first.customer, first.owned, first.fault, at)
    yield from intake(case)
    yield from case.does(case.agents, LinkTicket(other=first.number, relation="duplicate"), case.soon(minutes(3)))
    if first.ticket.is_worked_on and chance.happens(0.6):
        merge = MergeTicket(into=first.number, reason="同一问题，合并处理")
        yield from case.does(case.agents, merge, case.soon(minutes(2)))
    else:
        cancel = CancelTicket(cancelled_as="duplicate", duplicate_of=first.number, reason="与在办工单重复")
        yield from case.does(case.agents, cancel, case.soon(minutes(2)))
    case.world.desk.forget(case.key)


def repeated(first: Case, name: str) -> Process:
    """The same fault of the same product again, some weeks after it was mended."""
    chance = first.world.chance(name)
    at = first.at + days(chance.number(9, 60))
    case = Case(first.world, name, chance, at, first.customer, first.owned, first.fault, at)
    yield from intake(case)
    link = LinkTicket(other=first.number, relation="repeat", note="三个月内同一故障再次报修")
    yield from case.does(case.agents, link, case.soon(minutes(3)))
    first.world.desk.forget(first.key)
    yield from case.does(case.agents, AddNote(text="重复维修，优先安排"), case.soon(minutes(1)))
    yield from grading(case)
    yield from handled(case)
    yield from ended(case)
    case.world.desk.forget(case.key)
