"""Spare parts: from the van, or asked for, reserved, sent and waited for."""

from domain.staff.vocabulary import Role
from domain.ticket.commands import (
    ConfirmPart,
    PauseTicket,
    ReceivePart,
    RequestPart,
    ResumeTicket,
    ReturnDefectivePart,
    ShareProgress,
    ShipPart,
    UsePart,
)
from domain.ticket.vocabulary import Channel
from gongdan.demo.stories.case import Case, Steps, days, hours, minutes
from gongdan.demo.stories.handling.going import went_away
from gongdan.demo.world import words

_LONG = days(3)


def takes_a_part(case: Case) -> bool:
    """Whether anything is built in."""
    return case.fault.material != "无" and (bool(case.fault.fee) or "更换" in case.fault.handling)


def fetched(case: Case) -> Steps:
    """The part is not there: it is sent for, and the ticket waits; an engineer on the road goes on meanwhile."""
    reason = "随车无此备件" if case.slot else "工位无此备件"
    ask = RequestPart(part=case.fault.part, reason=reason)
    yield from case.does(case.engineers, ask, case.brief(2, 5))
    number, asked = len(case.ticket.parts), case.at
    wait = PauseTicket(waiting_for="part", reason="等待备件到货")
    yield from case.does(case.engineers, wait, case.brief(1, 3))
    if case.slot:
        went_away(case)
    yield from _sent(case, number, short=case.chance.happens(0.15))
    receive = ReceivePart(request=number, note=words.said(case.chance, "part-received"))
    yield from case.does(case.by(Role.WAREHOUSE), receive, days(0.5) + case.soon(days(0.9)))
    resume = ResumeTicket(reason="备件已到，继续处理")
    yield from case.does(case.engineers, resume, case.soon(minutes(20)))
    if case.at - asked > _LONG:
        case.facts["part-awaited"] = f"{asked:%m-%d} 申请备件，{case.at:%m-%d} 才到货"


def _sent(case: Case, number: int, *, short: bool) -> Steps:
    """From the stock, or first from elsewhere into the stock."""
    after = case.soon(hours(2))
    if short:
        expected = case.at + after + days(5)
        missing = ConfirmPart(request=number, available=False, expected=expected, note="缺货，已向总仓调拨")
        yield from case.does(case.by(Role.WAREHOUSE), missing, after)
        share = ShareProgress(channel=Channel.SMS, text="所需备件正在从总仓调拨，到货后马上与您联系")
        yield from case.does(case.engineers, share, case.soon(hours(1)))
        after = case.soon(days(2.5))
    yield from case.does(case.by(Role.WAREHOUSE), ConfirmPart(request=number, available=True), after)
    carrier, waybill = words.sent(case.chance, large=False)
    ship = ShipPart(request=number, carrier=carrier, waybill=waybill)
    yield from case.does(case.by(Role.WAREHOUSE), ship, case.soon(minutes(50)))


def used(case: Case) -> Steps:
    """Built in; of one that was sent for, the defective one goes back."""
    if not takes_a_part(case):
        return
    ordered = [number for number, part in enumerate(case.ticket.parts, 1) if part.received]
    request = ordered[-1] if ordered and not case.touched else None
    yield from case.does(case.engineers, UsePart(part=case.fault.part, request=request), case.brief(1, 3))
    if request:
        waybill = words.sent(case.chance, large=False)[1]
        back = ReturnDefectivePart(part=case.fault.part, request=request, waybill=waybill)
        yield from case.does(case.engineers, back, case.brief(2, 4))
