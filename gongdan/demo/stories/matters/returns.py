"""Goods that come back (R35): new ones that fail are exchanged or refunded, others are not taken back."""

from collections.abc import Generator
from datetime import timedelta
from decimal import Decimal
from typing import Final

from domain.desk.cache import Aggregate
from domain.matters.returns import commands as c
from domain.matters.returns.vocabulary import Settlement, Step
from domain.policy.in_force import shipped
from domain.record.command import Command
from domain.staff.vocabulary import Role
from domain.ticket.commands import PauseTicket, ResolveTicket, ResumeTicket
from domain.ticket.vocabulary import Channel, Kind
from gongdan.demo.engine.steps import Process, Start, Wait
from gongdan.demo.engine.steps import Step as Done
from gongdan.demo.stories.case import By, Case, Steps, days, hours, minutes, starting
from gongdan.demo.stories.matters.thread import Thread
from gongdan.demo.world import words

WITHIN: Final = 30
"""Days after the purchase in which goods that fail are taken back."""
REGRETS: Final = 75
"""Days until which people ask for it in vain."""
_NO_DEFECT: Final = 0.12
_WEEK: Final = 7
"""Days in which goods go back without a reason."""

Answered = Generator[Done | Wait | Start, Aggregate | None, bool]
Told = Generator[Done | Wait | Start, Aggregate | None, str]


def wanted_back(case: Case) -> Answered:
    """Whether the goods are taken back, and the ticket is solved with that; else they are repaired."""
    case.way = "return"
    name = f"{case.name}/return"
    thread = Thread(case.world, case.world.chance(name), case.at)
    age = (case.opened.date() - case.owned.bought).days
    request = c.RequestReturn(
        ticket=case.number,
        wanted="exchange" if case.kind is Kind.EXCHANGE else "refund",
        product=case.owned.product.name,
        model=case.owned.product.model,
        serial=case.owned.product.serial,
        voucher=thread.chance.weighted({"order": 5, "invoice": 4, "receipt": 1}),
        condition="opened" if age <= 2 else "used",
        reason=case.summary,
    )
    yield from thread.begins(thread.customer(case.customer), request, minutes(25))
    taken = age <= WITHIN
    yield from _reviewed(thread, case, age, taken=taken)
    case.at = max(case.at, thread.at)
    if not taken:
        thread.over()
        return False
    yield from _waiting_for_goods(case)
    yield from _received(thread.from_then(case.at), case)
    case.at = thread.at
    yield from case.does(case.agents, ResumeTicket(reason=f"退回的实物已收到，退货编号 {thread.number}"), minutes(3))
    done = yield from _settled(thread.from_then(case.at), case)
    case.at = thread.at
    solved = ResolveTicket(handling=f"{done}；退货编号 {thread.number}")
    yield from case.does(case.agents, solved, case.brief(5, 30))
    yield starting(case, name, _completed(thread.from_then(case.at)))
    return True


def _reviewed(thread: Thread, case: Case, age: int, *, taken: bool) -> Steps:
    """Approved or refused within the hour mostly, and the customer told."""
    agent, large = thread.by(Role.AGENT), case.owned.sort.large
    if taken:
        ground = "within-period" if age <= _WEEK else "defect"
        packing = "请保留配件并用原包装，师傅上门取件" if large else "请用原包装，箱外注明退货编号"
        review = c.ApproveReturn(ground=ground, packing=packing, note=f"购买 {age} 天，凭证核对无误")
    else:
        why = f"购买已 {age} 天，超过 {WITHIN} 天退换期；保修期内可免费维修"
        review = c.RefuseReturn(reason=why)
    yield from thread.does(agent, review, thread.chance.wait(minutes(40)))
    how = "师傅将上门取件" if large else "请按说明寄出"
    yield from _told(thread, "reviewed", f"同意退回，{how}" if taken else "不符合退换条件，改为保修维修")


def _waiting_for_goods(case: Case) -> Steps:
    wait = PauseTicket(waiting_for="customer", reason="已同意退回，等待客户交出实物")
    yield from case.does(case.agents, wait, case.brief(2, 8))


def _received(thread: Thread, case: Case) -> Steps:
    chance, large = thread.chance, case.owned.sort.large
    carrier, waybill = words.sent(chance, large=large)
    goods = c.ReceiveGoods(carrier=carrier, tracking=waybill, intact=True, note="配件齐全")
    yield from _step(thread, thread.by(Role.WAREHOUSE), goods, days(1) + chance.wait(days(2)), "received", "已收到")


def _settled(thread: Thread, case: Case) -> Told:
    """Looked at, agreed upon and carried out; what was done, in words."""
    chance = thread.chance
    fault = case.fault.batch or case.fault.danger or not chance.happens(_NO_DEFECT)
    found = f"与客户描述一致：{case.fault.cause}" if fault else f"连续通电运行 8 小时，未出现“{case.fault.summary[0]}”"
    inspect = c.InspectGoods(finding="quality-defect" if fault else "no-defect", words=found)
    inspector = thread.by(Role.RETURNS_INSPECTOR)
    told = "检测确认为质量问题" if fault else "检测未发现质量问题"
    yield from _step(thread, inspector, inspect, chance.wait(days(1)), "inspected", told)
    settlement = _settlement(case, fault=fault)
    if not fault:
        yield from thread.does(thread.by(Role.AGENT), c.OfferSettlement(settlement=settlement), minutes(25))
    agree = c.AgreeSettlement(settlement=settlement)
    yield from thread.does(thread.customer(case.customer), agree, chance.wait(hours(6)))
    yield from _told(thread, "settled", _AGREED[settlement])
    return (yield from _carried_out(thread, case, settlement))


def _completed(thread: Thread) -> Process:
    yield from thread.does(thread.by(Role.AGENT), c.CompleteReturn(), days(1) + thread.chance.wait(days(1)))
    thread.over()


_AGREED: Final[dict[Settlement, str]] = {
    "refund": "按商定全额退款",
    "exchange": "按商定换新机",
    "send-back": "按商定原机寄回，保修不变",
}


def _settlement(case: Case, *, fault: bool) -> Settlement:
    """What was asked for, of goods that fail; within a week the money also of others."""
    if not fault:
        early = (case.opened.date() - case.owned.bought).days <= _WEEK
        return "refund" if early else "send-back"
    return "exchange" if case.kind is Kind.EXCHANGE else "refund"


def _carried_out(thread: Thread, case: Case, settlement: Settlement) -> Told:
    chance, after = thread.chance, thread.chance.wait(days(1))
    if settlement == "refund":
        price = case.owned.sort.price
        refund = c.MakeRefund(amount=Decimal(price), reference=f"TK{chance.digits(8)}", note="原路退回")
        said = f"已退款 {price} 元"
        if price > shipped().newest(case.pack).fees.refund_limit:
            ask = c.AskRefundApproval(amount=Decimal(price), note="按发票全额")
            yield from thread.does(thread.by(Role.AGENT), ask, chance.wait(minutes(40)))
            approve = c.ApproveRefund(amount=Decimal(price), note="与发票金额一致")
            yield from thread.does(thread.by(Role.MANAGER), approve, chance.wait(hours(5)))
        yield from _step(thread, thread.by(Role.AGENT), refund, after, "carried-out", said)
        return said
    carrier, waybill = words.sent(chance, large=case.owned.sort.large)
    if settlement == "exchange":
        serial = f"{thread.at:%Y%m}{case.owned.sort.letter}{chance.digits(5)}"
        ship, said = c.ShipReplacement(carrier=carrier, tracking=waybill, serial=serial), "新机已发出"
    else:
        ship, said = c.SendGoodsBack(carrier=carrier, tracking=waybill, note="检测正常，原样寄回"), "原机已寄回"
    said = f"{said}，{carrier} {waybill}"
    yield from _step(thread, thread.by(Role.WAREHOUSE), ship, after, "carried-out", said)
    case.back = thread.at + days(1) + chance.wait(hours(12))
    return said


def _step(thread: Thread, by: By, command: Command, after: timedelta, told: Step, said: str) -> Steps:
    """Something is done, and the customer is told of it."""
    yield from thread.does(by, command, after)
    yield from _told(thread, told, said)


def _told(thread: Thread, step: Step, said: str) -> Steps:
    tell = c.TellCustomer(step=step, channel=thread.chance.one_of((Channel.SMS, Channel.PHONE)), words=said)
    yield from thread.does(thread.by(Role.AGENT), tell, thread.chance.wait(minutes(25)))
