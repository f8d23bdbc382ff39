"""What happens to a spare part from the request to the return of the defective one (备件, R23)."""

from domain.record.event import Event, Label
from domain.record.moment import Moment
from domain.record.personal import Device, Text


class PartRequested(Event):
    """A part is needed; all that follows bears the same ``request`` number, counted within the ticket from 1."""

    stored_name = "part-requested"
    request: int
    part: Label
    quantity: int
    reason: Text | None = None


class PartConfirmed(Event):
    """The warehouse looked: reserved where ``available``, else when it is expected."""

    stored_name = "part-confirmed"
    request: int
    available: bool
    expected: Moment | None = None
    note: Text | None = None


class PartShipped(Event):
    """The part is on its way."""

    stored_name = "part-shipped"
    request: int
    carrier: Label
    waybill: Device


class PartReceived(Event):
    """The part came to the engineer."""

    stored_name = "part-received"
    request: int
    note: Text | None = None


class PartUsed(Event):
    """A part was built in; ``request`` is left out where it came from the engineer's own stock."""

    stored_name = "part-used"
    part: Label
    quantity: int
    serial: Device | None = None
    request: int | None = None


class DefectivePartReturned(Event):
    """The defective part went back."""

    stored_name = "defective-part-returned"
    part: Label
    quantity: int
    serial: Device | None = None
    request: int | None = None
    waybill: Device | None = None


PartsEvent = PartRequested | PartConfirmed | PartShipped | PartReceived | PartUsed | DefectivePartReturned
