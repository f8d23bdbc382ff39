"""What can be asked about spare parts (备件, R23)."""

from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field

from domain.record.command import Code, Command, Line, Words, one_line
from domain.record.event import Label
from domain.ticket import events
from domain.ticket.commands.diagnosis import Number

PartName = Annotated[Label, AfterValidator(one_line)]
"""A part's number or, as people say it, its name, such as 主板: in one line, stored in the clear."""
Quantity = Annotated[int, Field(ge=1, le=10_000)]


class RequestPart(Command):
    """Ask the warehouse for a part."""

    action = "request-part"
    causes = events.PartRequested
    part: PartName
    quantity: Quantity = 1
    reason: Words | None = None


class ConfirmPart(Command):
    """Answer a request: reserved, or when it is expected."""

    action = "confirm-part"
    causes = events.PartConfirmed
    request: Number
    available: bool
    expected: AwareDatetime | None = None
    note: Words | None = None


class ShipPart(Command):
    """Send the part, by which carrier under which waybill."""

    action = "ship-part"
    causes = events.PartShipped
    request: Number
    carrier: Annotated[Line, Field(max_length=100)]
    waybill: Code


class ReceivePart(Command):
    """Record that the part came."""

    action = "receive-part"
    causes = events.PartReceived
    request: Number
    note: Words | None = None


class UsePart(Command):
    """Record that a part was built in; without a request it came from one's own stock."""

    action = "use-part"
    causes = events.PartUsed
    part: PartName
    quantity: Quantity = 1
    serial: Line | None = None
    request: Number | None = None


class ReturnDefectivePart(Command):
    """Record that the defective part went back."""

    action = "return-part"
    causes = events.DefectivePartReturned
    part: PartName
    quantity: Quantity = 1
    serial: Line | None = None
    request: Number | None = None
    waybill: Code | None = None


PartsCommand = RequestPart | ConfirmPart | ShipPart | ReceivePart | UsePart | ReturnDefectivePart
