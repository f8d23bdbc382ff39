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
from gongdan.demo.world import words


def fetched(case: Case) -> Steps:
    """The part is not there: it is sent for, and the ticket waits."""
    ask = RequestPart(part=case.fault.part, reason="随车无此备件")
    yield from case.does(case.engineers, ask, case.soon(minutes(6)))
    number = len(case.ticket.parts)
    yield from case.does(case.engineers, PauseTicket(waiting_for="part", reason="等待备件到货"), case.soon(minutes(3)))
    after = case.in_office(case.soon(hours(2)))
    short = case.chance.happens(0.15)
    if short:
        expected = case.at + after + days(3)
        missing = ConfirmPart(request=number, available=False, expected=expected, note="缺货，已向总仓调拨")
        yield from case.does(case.by(Role.WAREHOUSE, after), missing, after)
        share = ShareProgress(channel=Channel.SMS, text="备件正在调拨，预计三天内到货")
        yield from case.does(case.engineers, share, case.in_office(case.soon(hours(1))))
        after = case.in_office(case.soon(days(2.5)))
    warehouse = case.by(Role.WAREHOUSE, after)
    yield from case.does(warehouse, ConfirmPart(request=number, available=True), after)
    carrier = case.chance.one_of(("顺丰", "京东物流", "德邦"))
    ship = ShipPart(request=number, carrier=carrier, waybill=f"SF{case.chance.digits(10)}")
    yield from case.does(warehouse, ship, case.soon(minutes(50)))
    after = case.in_office(case.soon(days(1.4)))
    receive = ReceivePart(request=number, note=words.said(case.chance, "progress"))
    yield from case.does(case.by(Role.WAREHOUSE, after), receive, after)
    yield from case.does(case.engineers, ResumeTicket(reason="备件已到，继续处理"), case.soon(minutes(20)))


def used(case: Case) -> Steps:
    """Built in; of one that was sent for, the defective one goes back."""
    if not case.fault.fee:
        return
    ordered = [number for number, part in enumerate(case.ticket.parts, 1) if part.received]
    request = ordered[-1] if ordered and case.remedies == 0 else None
    yield from case.does(case.engineers, UsePart(part=case.fault.part, request=request), case.soon(minutes(2)))
    if request:
        back = ReturnDefectivePart(part=case.fault.part, request=request, waybill=f"JD{case.chance.digits(10)}")
        yield from case.does(case.engineers, back, case.soon(minutes(4)))
