"""What happens while the work is done (处理, R21, R22)."""

from domain.record.event import Event
from domain.record.personal import Device, Name, Text
from domain.ticket.events.intake import Hash
from domain.ticket.vocabulary import Given, Handling, WorkKind


class EngineerArrived(Event):
    """The engineer is on site; against a promised time the difference is measured (R21)."""

    stored_name = "engineer-arrived"
    note: Text | None = None


class HandlingStarted(Event):
    """The handling began: where it is done (R9, R25)."""

    stored_name = "handling-started"
    where: Handling
    note: Text | None = None


class ProductVerified(Event):
    """Serial number and voucher were looked at on the spot (R21)."""

    stored_name = "product-verified"
    matches: bool
    serial: Device | None = None
    voucher_seen: bool | None = None
    note: Text | None = None


class RepairConsented(Event):
    """The customer agreed to the repair; ``plan`` is the version they saw, ``repair`` what was explained (R21, R24)."""

    stored_name = "repair-consented"
    by: Name
    given: Given
    plan: int | None = None
    repair: Text | None = None
    evidence: Hash | None = None
    note: Text | None = None


class RepairRefused(Event):
    """The customer does not want the repair: a lawful outcome (R24)."""

    stored_name = "repair-refused"
    reason: Text
    plan: int | None = None
    by: Name | None = None
    given: Given | None = None
    evidence: Hash | None = None


class WorkLogged(Event):
    """A piece of work: steps, minutes, materials, result (R22)."""

    stored_name = "work-logged"
    work: WorkKind
    steps: Text
    minutes: int | None = None
    materials: Text | None = None
    result: Text | None = None


class FunctionTested(Event):
    """The function was tested after the work (R21)."""

    stored_name = "function-tested"
    passed: bool
    note: Text | None = None


WorkEvent = (
    EngineerArrived | HandlingStarted | ProductVerified | RepairConsented | RepairRefused | WorkLogged | FunctionTested
)
