"""What happens while a request is taken in (受理, R1–R8a)."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.record.event import Event, Label, Part, Short
from domain.record.moment import Moment
from domain.record.personal import ContactDetail, Device, Name, Personal, Text, left_out
from domain.ticket.vocabulary import Channel, Direction, Kind, Linked, Missing, Purpose, Stage, WaitsFor, Warranty

Purchased = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$")]
"""A day, or a month where the day is not known."""
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Hash = Annotated[Sha256, Personal("text", gone=left_out)]
"""Of a file's bytes; personal, since it would tell which customers have the same file, and of a known file whose."""


class Contact(Part):
    """Whom to talk to at the customer's (联系人)."""

    name: Annotated[Name, Short] | None = None
    salutation: Annotated[Name, Short] | None = None
    phone: Annotated[ContactDetail, Short] | None = None
    email: Annotated[ContactDetail, Short] | None = None
    wechat: Annotated[ContactDetail, Short] | None = None


class Product(Part):
    """What the customer bought; ``purchased`` is ``YYYY-MM-DD`` or, known to the month only, ``YYYY-MM``."""

    name: Label | None = None
    model: Label | None = None
    serial: Annotated[Device, Short] | None = None
    batch: Label | None = None
    purchased: Purchased | None = None
    purchase_channel: Label | None = None
    voucher: Annotated[Device, Short] | None = None
    warranty_months: Annotated[int, Field(ge=0, le=600)] | None = None


class Problem(Part):
    """What the customer tells of it (R5): how it shows, since when, how often, where, and what they tried."""

    phenomenon: Annotated[Text, Short] | None = None
    noticed: Annotated[Text, Short] | None = None
    frequency: Annotated[Text, Short] | None = None
    environment: Annotated[Text, Short] | None = None
    tried: Annotated[Text, Short] | None = None
    reported_before: bool | None = None


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
    tier: str | None = None
    region: Label | None = None
    problem: Problem | None = None


class ReceiptAcknowledged(Event):
    """The customer was told that we have it: the first response (首次响应, R7)."""

    stored_name = "receipt-acknowledged"
    channel: Channel | None = None
    note: Text | None = None


class InformationVerified(Event):
    """What the customer said was checked: complete, or what is ``missing`` (信息核验, R3)."""

    stored_name = "information-verified"
    missing: tuple[Missing, ...]
    note: Text | None = None


class AttachmentAdded(Event):
    """A file came to the ticket; its bytes lie in the attachment store under their hash (R5)."""

    stored_name = "attachment-added"
    sha256: Hash | None = None
    size: int
    media_type: str
    name: Text | None = None
    purpose: Purpose | None = None


class CommunicationLogged(Event):
    """Something was said between the customer and us."""

    stored_name = "communication-logged"
    direction: Direction
    channel: Channel
    text: Text | None = None


class EstimateGiven(Event):
    """A solution was promised for a time (预计解决时间)."""

    stored_name = "estimate-given"
    due: Moment
    note: Text | None = None


class TicketRouted(Event):
    """The ticket was given to a person or a team to look after (分流, R8a); ``rule`` names the rule that said
    so, ``rules`` the version of all rules: ``desk@3``.
    """

    stored_name = "ticket-routed"
    staff: str | None = None
    team: str | None = None
    rule: str | None = None
    rules: str | None = None
    reason: Text | None = None


class TicketLinked(Event):
    """The ticket belongs to another, which is linked back by the event of the same command (R8)."""

    stored_name = "ticket-linked"
    other: str
    relation: Linked
    note: Text | None = None


class TicketMerged(Event):
    """The ticket is carried on under another number; its history stays as it is (R8)."""

    stored_name = "ticket-merged"
    into: str
    reason: Text | None = None


class TicketAbsorbed(Event):
    """Another ticket is carried on under this one: the other side of its merging."""

    stored_name = "ticket-absorbed"
    other: str


class WarrantyAssessed(Event):
    """Whether the product is under warranty, and from what that follows (R4); ``ends`` is its last day."""

    stored_name = "warranty-assessed"
    warranty: Warranty
    purchased: Purchased | None = None
    months: int | None = None
    ends: date | None = None
    reason: Text | None = None


IntakeEvent = (
    TicketOpened
    | ReceiptAcknowledged
    | InformationVerified
    | AttachmentAdded
    | CommunicationLogged
    | EstimateGiven
    | TicketRouted
    | TicketLinked
    | TicketMerged
    | TicketAbsorbed
    | WarrantyAssessed
)
