"""Spare parts (备件, R23): each command's cases."""

from domain.ticket.commands import ConfirmPart, ReceivePart, RequestPart, ReturnDefectivePart, ShipPart, UsePart
from domain.ticket.events import DefectivePartReturned, PartUsed
from tests.domain.case import Case, No
from tests.domain.examples import AT_WORK, ON_SITE, PART, READY, RECEIVED, RESERVED, SHIPPED

WAITING = (*AT_WORK, PART)
CAME = (*WAITING, RESERVED, SHIPPED, RECEIVED)
CAME_READY = (*READY, PART, RESERVED, SHIPPED, RECEIVED)

CASES = (
    Case(RequestPart(part="PSU-35"), AT_WORK, PART),
    Case(
        ConfirmPart(request=1, available=True),
        WAITING,
        RESERVED,
        refused=(No("no-such-request", AT_WORK),),
    ),
    Case(
        ShipPart(request=1, carrier="顺丰", waybill="SF123"),
        (*WAITING, RESERVED),
        SHIPPED,
        refused=(
            No("no-such-request", AT_WORK),
            No("part-not-reserved", WAITING),
            No("part-not-reserved", (*WAITING, RESERVED.model_copy(update={"available": False}))),
        ),
    ),
    Case(
        ReceivePart(request=1),
        (*WAITING, RESERVED, SHIPPED),
        RECEIVED,
        refused=(No("no-such-request", AT_WORK), No("part-not-shipped", (*WAITING, RESERVED))),
    ),
    Case(
        UsePart(part="PSU-35", serial="P1", request=1),
        CAME_READY,
        PartUsed(part="PSU-35", quantity=1, serial="P1", request=1),
        twice="more-than-received",
        refused=(
            No("another-part", CAME_READY, UsePart(part="PSU-36", request=1)),
            No("more-than-received", CAME_READY, UsePart(part="PSU-35", quantity=2, request=1)),
            No("no-such-request", READY),
            No("part-not-received", (*READY, PART, RESERVED, SHIPPED)),
            No("no-plan", AT_WORK, UsePart(part="PSU-35")),
            No("no-repair-consent", ON_SITE, UsePart(part="PSU-35")),
        ),
    ),
    Case(
        ReturnDefectivePart(part="PSU-35", request=1, waybill="SF124"),
        CAME,
        DefectivePartReturned(part="PSU-35", quantity=1, request=1, waybill="SF124"),
        twice="more-than-received",
        refused=(
            No("no-such-request", AT_WORK),
            No("part-not-received", WAITING),
            No("another-part", CAME, ReturnDefectivePart(part="PSU-36", request=1)),
            No("more-than-received", CAME, ReturnDefectivePart(part="PSU-35", quantity=2, request=1)),
            No("part-never-there", AT_WORK, ReturnDefectivePart(part="PSU-35")),
        ),
    ),
)
