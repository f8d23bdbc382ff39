"""Goods that come back: refunded, exchanged, sent back, or not taken back at all (R35)."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

from domain.matters.returns import commands as c
from domain.matters.returns.vocabulary import Settlement, Step, Wanted
from domain.record.command import Command
from domain.staff.vocabulary import Role
from domain.ticket.vocabulary import Channel
from gongdan.demo.engine.steps import Process
from gongdan.demo.stories.case import Case, Steps, days, hours, minutes
from gongdan.demo.stories.matters.thread import Thread

_REFUSED: Final = 0.18
_NO_DEFECT: Final = 0.15
_PRICE: Final = 1_980
"""Yuan, of a product of middling price."""


def given_back(case: Case, name: str, *, defect: bool = False) -> Process:
    """From the customer's wish to the last word about it."""
    thread = Thread(case.world, case.world.chance(name), case.at)
    wanted: Wanted = thread.chance.weighted({"exchange": 6, "refund": 4})
    request = c.RequestReturn(
        ticket=case.number,
        wanted=wanted,
        product=case.owned.product.name,
        model=case.owned.product.model,
        serial=case.owned.product.serial,
        voucher=thread.chance.weighted({"order": 5, "invoice": 4, "none": 1}),
        condition="used",
        reason=f"{case.fault.cause}，要求{'换货' if wanted == 'exchange' else '退款'}",
    )
    yield from thread.begins(case.customer.who, request, minutes(30))
    if not defect and thread.chance.happens(_REFUSED):
        refuse = c.RefuseReturn(reason="已超过退换期限，且检测为使用不当，建议维修")
        yield from thread.does(thread.by(Role.AGENT), refuse, hours(5))
        yield from _told(thread, "reviewed")
    else:
        yield from _taken_back(thread, case, wanted, defect=defect)
    thread.over()


def _taken_back(thread: Thread, case: Case, wanted: Wanted, *, defect: bool) -> Steps:
    approve = c.ApproveReturn(ground="defect", packing="请用原包装或厚纸箱，箱外注明退货编号")
    yield from _step(thread, Role.AGENT, approve, hours(4), "reviewed")
    goods = c.ReceiveGoods(carrier="顺丰", tracking=f"SF{thread.chance.digits(10)}", intact=True)
    yield from _step(thread, Role.WAREHOUSE, goods, thread.chance.wait(days(3)), "received")
    fault = defect or not thread.chance.happens(_NO_DEFECT)
    words = case.fault.cause if fault else "通电检测正常，未发现质量问题"
    inspect = c.InspectGoods(finding="quality-defect" if fault else "no-defect", words=words)
    yield from _step(thread, Role.RETURNS_INSPECTOR, inspect, thread.chance.wait(days(1)), "inspected")
    settlement: Settlement = wanted if fault else "send-back"
    agree = c.AgreeSettlement(settlement=settlement)
    yield from thread.does(case.customer.who, agree, thread.chance.wait(hours(6)))
    yield from _told(thread, "settled")
    if settlement == "refund":
        done: Command = c.MakeRefund(amount=Decimal(_PRICE), reference=f"TK{thread.chance.digits(8)}")
        yield from _step(thread, Role.AGENT, done, thread.chance.wait(days(1)), "carried-out")
    else:
        done = c.ShipReplacement(carrier="京东物流", tracking=f"JD{thread.chance.digits(10)}")
        yield from _step(thread, Role.WAREHOUSE, done, thread.chance.wait(days(1)), "carried-out")
    yield from thread.does(thread.by(Role.AGENT), c.CompleteReturn(), days(2))


def _step(thread: Thread, role: Role, command: Command, after: timedelta, told: Step) -> Steps:
    """Something is done, and the customer is told of it."""
    yield from thread.does(thread.by(role), command, after)
    yield from _told(thread, told)


def _told(thread: Thread, step: Step) -> Steps:
    tell = c.TellCustomer(step=step, channel=thread.chance.one_of((Channel.SMS, Channel.PHONE)))
    yield from thread.does(thread.by(Role.AGENT), tell, thread.chance.wait(minutes(25)))
