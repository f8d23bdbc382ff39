"""Everything that can have happened to a ticket: frozen facts under stored names that never change.

Optional fields are ``None`` where nothing was said and are then left out of the stored body; a default other than
``None`` is never used, so that what is stored says all. Fields marked personal are encrypted before they are stored.
"""

from typing import Annotated, ClassVar, Final, get_args

from pydantic import BaseModel, ConfigDict, StringConstraints

from domain.record.moment import Moment
from domain.record.personal import ContactDetail, Device, Name, Place, Text
from domain.ticket.vocabulary import CancelledAs, Channel, ClosedAs, FaultType, FoundBy, Kind, Stage, WaitsFor


class Event(BaseModel):
    """A fact. ``stored_name`` is its name in the log for ever; ``schema_version`` rises with an upcaster."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    stored_name: ClassVar[str]
    schema_version: ClassVar[int] = 1


Short = StringConstraints(strip_whitespace=True, min_length=1, max_length=300)
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
"""A product's name, model or batch: stored in the clear."""
Purchased = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$")]


class Contact(BaseModel):
    """Whom to talk to at the customer's (联系人)."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: Annotated[Name, Short] | None = None
    salutation: Annotated[Name, Short] | None = None
    phone: Annotated[ContactDetail, Short] | None = None
    email: Annotated[ContactDetail, Short] | None = None
    wechat: Annotated[ContactDetail, Short] | None = None


class Product(BaseModel):
    """What the customer bought; ``purchased`` is ``YYYY-MM-DD`` or, known to the month only, ``YYYY-MM``."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: Label | None = None
    model: Label | None = None
    serial: Annotated[Device, Short] | None = None
    batch: Label | None = None
    purchased: Purchased | None = None
    purchase_channel: Label | None = None


class TicketOpened(Event):
    """A customer's request was registered. ``stage`` is set where it came to us further along than new."""

    stored_name = "ticket-opened"
    channel: Channel
    kind: Kind
    customer_name: Name | None = None
    company: bool | None = None
    contact: Contact | None = None
    order_number: Device | None = None
    product: Product | None = None
    summary: Text | None = None
    description: Text | None = None
    error_code: str | None = None
    severity: str | None = None
    engineer: str | None = None
    team: str | None = None
    stage: Stage | None = None
    waiting_for: WaitsFor | None = None


class ReceiptAcknowledged(Event):
    """The customer was told that we have it: the first response (首次响应, R7)."""

    stored_name = "receipt-acknowledged"
    channel: Channel | None = None
    note: Text | None = None


class TicketGraded(Event):
    """The severity was judged or changed, with the reason (R9)."""

    stored_name = "ticket-graded"
    severity: str
    reason: Text | None = None


class EstimateGiven(Event):
    """A solution was promised for a time (预计解决时间)."""

    stored_name = "estimate-given"
    due: Moment
    note: Text | None = None


class FaultDiagnosed(Event):
    """The fault's type and suspected cause, and how they were found (初步诊断, R10)."""

    stored_name = "fault-diagnosed"
    finding: Text | None = None
    fault_type: FaultType | None = None
    found_by: FoundBy | None = None


class EngineerDispatched(Event):
    """A person was given the work, or it passed to another (派单, R19)."""

    stored_name = "engineer-dispatched"
    engineer: str
    team: str | None = None
    reason: Text | None = None
    visit_expected: Moment | None = None


class DispatchAccepted(Event):
    """The engineer took the work on (接单, R20)."""

    stored_name = "dispatch-accepted"
    engineer: str | None = None
    team: str | None = None


class CustomerContacted(Event):
    """Somebody of ours spoke with the customer."""

    stored_name = "customer-contacted"
    channel: Channel | None = None
    note: Text | None = None


class VisitPromised(Event):
    """A visit was agreed for a time (R20); the actual arrival is recorded apart."""

    stored_name = "visit-promised"
    at: Moment | None = None
    place: Place | None = None
    note: Text | None = None


class NoteAdded(Event):
    """An internal remark."""

    stored_name = "note-added"
    text: Text | None = None


class TicketEscalated(Event):
    """The next support line, a supervisor or a department was called in (升级, R14)."""

    stored_name = "ticket-escalated"
    to: str | None = None
    reason: Text | None = None


class TicketPaused(Event):
    """Work waits, and for whom (R27)."""

    stored_name = "ticket-paused"
    waiting_for: WaitsFor
    reason: Text | None = None


class TicketResumed(Event):
    """The wait is over."""

    stored_name = "ticket-resumed"
    engineer: str | None = None
    team: str | None = None
    reason: Text | None = None


class TicketResolved(Event):
    """A solution was given; the customer has not confirmed it yet."""

    stored_name = "ticket-resolved"
    cause: Text | None = None
    handling: Text | None = None
    precautions: Text | None = None


class ResolutionConfirmed(Event):
    """The customer verified the solution and signed (问题确认单, R28)."""

    stored_name = "resolution-confirmed"
    signature: Name | None = None
    note: Text | None = None


class ResolutionRejected(Event):
    """The customer did not accept the solution: second remedy (二次补救, R28)."""

    stored_name = "resolution-rejected"
    reason: Text | None = None


class TicketClosed(Event):
    """The case was ended; ``closed_as`` says on whose word (R31)."""

    stored_name = "ticket-closed"
    closed_as: ClosedAs | None = None
    report: Text | None = None
    reason: Text | None = None


class TicketReopened(Event):
    """A resolved or closed case went back into handling (R32)."""

    stored_name = "ticket-reopened"
    engineer: str | None = None
    team: str | None = None
    reason: Text | None = None


class TicketCancelled(Event):
    """The case was ended without work: withdrawn, invalid, or a duplicate of another."""

    stored_name = "ticket-cancelled"
    cancelled_as: CancelledAs | None = None
    duplicate_of: str | None = None
    reason: Text | None = None


TicketEvent = (
    TicketOpened
    | ReceiptAcknowledged
    | TicketGraded
    | EstimateGiven
    | FaultDiagnosed
    | EngineerDispatched
    | DispatchAccepted
    | CustomerContacted
    | VisitPromised
    | NoteAdded
    | TicketEscalated
    | TicketPaused
    | TicketResumed
    | TicketResolved
    | ResolutionConfirmed
    | ResolutionRejected
    | TicketClosed
    | TicketReopened
    | TicketCancelled
)

EVENTS: Final[dict[str, type[TicketEvent]]] = {event.stored_name: event for event in get_args(TicketEvent)}
"""Every event type by its stored name."""
