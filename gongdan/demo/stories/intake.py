"""A request is taken in: by the agent who answers, or by the customer in the app, and then an agent has it."""

from datetime import timedelta
from typing import Final

from domain.customer.commands import RegisterCustomer, RegisterProduct
from domain.ticket.commands import AcknowledgeReceipt, AssessWarranty, OpenTicket, RouteTicket, VerifyInformation
from domain.ticket.events import Problem
from domain.ticket.vocabulary import Channel, Kind
from gongdan.demo.engine.steps import Step, Who
from gongdan.demo.stories.case import Case, Steps, minutes
from gongdan.demo.world import words

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
_BY_THEMSELVES: Final = (Channel.APP, Channel.WEB)
_READ_LATER: Final = (Channel.WECHAT, Channel.EMAIL, Channel.SOCIAL)
_LATE: Final = 0.06
"""Share of the tickets whose first response comes much later than it should."""
_NOTICED: Final = {"今天上午": 12, "昨天晚上": 0, "三天前开始": 0, "上周末": 0, "刚刚": 0}
"""Since when it is so, and from which hour on that can be said."""


def intake(case: Case) -> Steps:
    """Until somebody is responsible and the customer knows that we have it; at night only what is dangerous is told."""
    channel = _channel(case)
    alone = channel in _BY_THEMSELVES
    if not alone:
        yield from _on_record(case)
    yield from _opened(case, case.customer.who if alone else case.agents(case.at)[0], channel)
    if alone:
        case.agent, taken = case.world.staff.agent(case.chance, case.at + minutes(1), at_night=case.is_dangerous)
        case.at = max(case.at, taken - minutes(1))
    yield from _answered(case, channel)
    if alone:
        who, case.at = case.agents(case.at + case.brief(1, 4))
        if case.ticket.handler != case.agent_number:
            yield Step(case.at, who, RouteTicket(staff=case.agent_number), case.key)
        yield from _on_record(case)


def _channel(case: Case) -> Channel:
    """As they come; where nobody answers, they write it down themselves, or it is read later."""
    grave, late = case.is_dangerous, case.at.hour >= 23 or case.at.hour < 8
    channel = Channel.PHONE if grave and late else case.chance.weighted(_CHANNELS)
    if channel is Channel.WALK_IN and not 9 <= case.at.hour < 18:
        channel = Channel.PHONE
    if channel in _BY_THEMSELVES:
        return channel
    case.agent, at = case.world.staff.agent(case.chance, case.at, at_night=grave)
    if at > case.at and (channel not in _READ_LATER or late):
        return case.chance.one_of(_BY_THEMSELVES)
    case.at = at
    return channel


def _opened(case: Case, who: Who, channel: Channel) -> Steps:
    question, customer = case.kind is Kind.CONSULTATION, case.customer
    by_us = who.actor.role != "customer"
    case.summary = _summary(case)
    case.at += minutes(1)
    case.opened = case.at
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
            error_code=case.fault.error_code if case.kind is Kind.FAULT else None,
            tier=customer.tier if by_us else None,
            region=customer.city,
            problem=None if question else _problem(case),
        ),
        customer=customer.key,
    )
    assert aggregate is not None  # noqa: S101 -- a step is answered
    case.key = aggregate.key
    case.pack = (aggregate.events[0].envelope.policy or "").split("@")[0]


def _summary(case: Case) -> str:
    if case.kind is Kind.CONSULTATION:
        question = case.chance.one_of(case.owned.sort.questions)
        case.answer = question.answer
        return f"{case.owned.sort.name}：{question.asked}"
    what = case.chance.one_of(case.fault.summary)
    if case.kind in (Kind.EXCHANGE, Kind.REFUND):
        return f"{what}，{bought_for(case)}，要求{'换货' if case.kind is Kind.EXCHANGE else '退款'}"
    return f"{case.owned.sort.name}：{what}" if case.kind is Kind.MAINTENANCE else what


def bought_for(case: Case) -> str:
    """For how long they have had it, in the customer's words."""
    count = (case.opened.date() - case.owned.bought).days
    return f"买了才 {count} 天" if count > 2 else "刚买回来"


def _problem(case: Case) -> Problem:
    if case.kind is Kind.MAINTENANCE:
        return Problem(phenomenon=case.fault.phenomenon)
    since = [said for said, hour in _NOTICED.items() if case.at.hour >= hour]
    return Problem(
        phenomenon=case.fault.phenomenon,
        noticed=case.chance.one_of(since),
        frequency=case.chance.one_of(("每次都出现", "时好时坏", "一天两三次", "越来越频繁")),
        tried=case.chance.one_of(case.fault.tried),
        reported_before=case.chance.happens(0.05),
    )


def _on_record(case: Case) -> Steps:
    """Who calls for the first time is put on record, mostly, and so is what they own."""
    customer, agent = case.customer, case.agent
    if agent and agent.on_duty(case.at + minutes(2)) and not customer.registered and case.chance.happens(0.75):
        customer.registered = True
        case.at += case.brief(0.3, 2)
        who = agent.who()
        registering = RegisterCustomer(
            name=customer.name,
            company=customer.company or None,
            contact=customer.contact,
            tier=customer.tier,
            dedicated_staff=agent.number if customer.tier == "key" else None,
        )
        yield Step(case.at, who, registering, customer.key)
        yield Step(case.at, who, RegisterProduct(product=case.owned.product), customer.key)
        if not customer.tier:
            case.world.desk.forget(customer.key)


def _answered(case: Case, channel: Channel) -> Steps:
    late = case.chance.happens(_LATE) and not case.is_grave
    after = case.soon(minutes(150 if late else 9 if channel is Channel.EMAIL else 4))
    note = words.said(case.chance, "acknowledged")
    yield from case.does(case.agents, AcknowledgeReceipt(channel=channel, note=note), after)
    if case.at - case.opened > timedelta(hours=1) and 8 <= case.opened.hour < 22:
        waited = round((case.at - case.opened).total_seconds() / 60)
        case.facts["late-answer"] = f"{case.opened:%m-%d %H:%M} 报修，{waited} 分钟后才首次响应"
    if case.kind is not Kind.CONSULTATION:
        missing = ("voucher",) if case.chance.happens(0.3) else ()
        yield from case.does(case.agents, VerifyInformation(missing=missing), case.brief(1, 5))
        if case.chance.happens(0.6) or channel in _BY_THEMSELVES:
            assess = AssessWarranty(months=case.owned.sort.months)
            yield from case.does(case.agents, assess, case.brief(1, 3))
