"""A request is taken in: by the agent who answers, or by the customer in the app, and then an agent has it."""

from typing import Final

from domain.customer.commands import RegisterCustomer, RegisterProduct
from domain.policy.in_force import shipped
from domain.staff.vocabulary import Role
from domain.ticket.commands import (
    AcknowledgeReceipt,
    AssessWarranty,
    GradeTicket,
    OpenTicket,
    RouteTicket,
    VerifyInformation,
)
from domain.ticket.events import Problem
from domain.ticket.vocabulary import Channel, Kind
from gongdan.demo.engine.steps import Step, Who
from gongdan.demo.stories.case import Case, Steps, minutes
from gongdan.demo.world import words
from gongdan.demo.world.staff import HOTLINE

_CHANNELS: Final = {
    Channel.PHONE: 46,
    Channel.WECHAT: 16,
    Channel.APP: 12,
    Channel.CHAT: 10,
    Channel.WEB: 7,
    Channel.EMAIL: 5,
    Channel.SOCIAL: 2,
    Channel.WALK_IN: 2,
}
_BY_THEMSELVES: Final = frozenset({Channel.APP, Channel.WEB})
_LATE: Final = 0.06
"""Share of the tickets whose first response comes much later than it should."""


def intake(case: Case) -> Steps:
    """Until somebody is responsible and the customer knows that we have it."""
    channel = case.chance.weighted(_CHANNELS)
    case.agent = case.world.staff.there(case.chance, case.at.date(), Role.AGENT, HOTLINE)
    alone = channel in _BY_THEMSELVES
    if not alone:
        yield from _on_record(case)
    yield from _opened(case, case.customer.who if alone else case.agents, channel)
    yield from _answered(case, channel)
    if alone:
        yield from case.does(case.agents, RouteTicket(staff=case.agents.actor.id), case.soon(minutes(2)))
        yield from _on_record(case)


def _opened(case: Case, who: Who, channel: Channel) -> Steps:
    question, customer = case.kind is Kind.CONSULTATION, case.customer
    by_us = who.actor.role != "customer"
    case.summary = _summary(case)
    case.at += minutes(1)
    aggregate = yield Step(
        case.at,
        who,
        OpenTicket(
            channel=channel,  # type: ignore[arg-type]
            kind=case.kind,
            summary=case.summary,
            customer_name=customer.name,
            company=customer.company or None,
            contact=customer.contact,
            order_number=f"DD{case.chance.digits(10)}" if case.chance.happens(0.4) else None,
            product=case.owned.product if by_us else case.owned.as_told,
            error_code=None if question else case.fault.error_code,
            tier=customer.tier if by_us else None,
            region=customer.city,
            problem=None if question else _problem(case),
        ),
        customer=customer.key,
    )
    assert aggregate is not None  # noqa: S101 -- a step is answered
    case.key = aggregate.key


def _summary(case: Case) -> str:
    if case.kind is Kind.CONSULTATION:
        asked, case.answer = words.question(case.chance)
        return f"{case.owned.sort.name}：{asked}"
    what = case.chance.one_of(case.fault.summary)
    return f"保养申请：{case.owned.sort.name}年度保养" if case.kind is Kind.MAINTENANCE else what


def _problem(case: Case) -> Problem:
    return Problem(
        phenomenon=case.fault.phenomenon,
        noticed=case.chance.one_of(("今天上午", "昨天晚上", "三天前开始", "上周末", "刚刚")),
        frequency=case.chance.one_of(("每次都出现", "时好时坏", "一天两三次", "第一次出现")),
        tried=case.chance.one_of(("重启过，无效", "断电后重试，仍然如此", "未做处理")),
        reported_before=case.chance.happens(0.05),
    )


def _on_record(case: Case) -> Steps:
    """Who calls for the first time is put on record, mostly, and so is what they own."""
    customer = case.customer
    if not customer.registered and case.chance.happens(0.75):
        customer.registered = True
        registering = RegisterCustomer(
            name=customer.name,
            company=customer.company or None,
            contact=customer.contact,
            tier=customer.tier,
            dedicated_staff=case.agents.actor.id if customer.tier == "key" else None,
        )
        case.at += case.soon(minutes(1))
        yield Step(case.at, case.agents, registering, customer.key)
        yield Step(case.at, case.agents, RegisterProduct(product=case.owned.product), customer.key)
        case.world.desk.forget(customer.key)


def _answered(case: Case, channel: Channel) -> Steps:
    late = case.chance.happens(_LATE)
    after = case.soon(minutes(150 if late else 9 if channel is Channel.EMAIL else 4))
    note = words.said(case.chance, "acknowledged")
    yield from case.does(case.agents, AcknowledgeReceipt(channel=channel, note=note), after)
    if case.kind is not Kind.CONSULTATION:
        missing = ("voucher",) if case.chance.happens(0.3) else ()
        yield from case.does(case.agents, VerifyInformation(missing=missing), case.soon(minutes(2)))
        if case.chance.happens(0.6) or channel in _BY_THEMSELVES:
            assess = AssessWarranty(months=case.owned.sort.months)
            yield from case.does(case.agents, assess, case.soon(minutes(1)))


def grading(case: Case) -> Steps:
    """By what the pack says of each severity."""
    ranked = sorted(shipped().newest(case.pack).severities, key=lambda severity: severity.rank)
    weights = {n: float(weight) for n, weight in enumerate(case.fault.severity)}
    place = 2 if case.kind is not Kind.FAULT else case.chance.weighted(weights)
    severity = ranked[place]
    reason = severity.criteria.zh if severity.criteria else severity.zh
    grade = GradeTicket(severity=severity.code, reason=f"{case.summary}；{reason}")
    yield from case.does(case.agents, grade, case.soon(minutes(3)))
