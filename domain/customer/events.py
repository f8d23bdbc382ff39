"""Everything that can have happened to a customer: frozen facts under stored names that never change."""

from datetime import date
from typing import Annotated, ClassVar, Final, get_args

from domain.customer.vocabulary import Ground, Keeping, Measure, Notices, ReleasedAs
from domain.notices.vocabulary import NoticeLanguage
from domain.record.event import Event, Short
from domain.record.personal import Name, Text
from domain.ticket.events import Contact, Product
from domain.ticket.vocabulary import Channel


class CustomerRegistered(Event):
    """A customer was entered (R3); ``contact`` is the first contact person, number 1."""

    stored_name = "customer-registered"
    name: Annotated[Name, Short]
    company: bool | None = None
    contact: Contact | None = None
    tier: str | None = None
    dedicated_staff: str | None = None
    notices: Notices | None = None


class CustomerRenamed(Event):
    """The customer is called otherwise, or was written wrongly before."""

    stored_name = "customer-renamed"
    name: Annotated[Name, Short]
    company: bool | None = None
    reason: Text | None = None


class ContactChanged(Event):
    """Contact person number ``person`` is this one from now on, be it the first of that number or another."""

    stored_name = "contact-changed"
    person: int
    contact: Contact


class ContactRemoved(Event):
    """Nobody is to be reached under this contact person's number any more."""

    stored_name = "contact-removed"
    person: int
    reason: Text | None = None


class ContractAgreed(Event):
    """The contract tier, and for key customers (重要客户) who looks after them (R3)."""

    stored_name = "contract-agreed"
    tier: str
    dedicated_staff: str | None = None


class NoticesChosen(Event):
    """How the customer wants to be told of each step (R37a)."""

    stored_name = "notices-chosen"
    notices: Notices
    language: NoticeLanguage | None = None


class ProductRegistered(Event):
    """The customer owns this product (R4); ``item`` counts them from 1, the same again corrects what was said of it."""

    stored_name = "product-registered"
    item: int
    product: Product


class ProductReleased(Event):
    """A product is the customer's no longer, or never was."""

    stored_name = "product-released"
    item: int
    released_as: ReleasedAs
    reason: Text | None = None


class ConsentGiven(Event):
    """The customer agreed to a use of their data; ``evidence`` tells where their word is found."""

    stored_name = "consent-given"
    purpose: str
    channel: Channel | None = None
    evidence: Text | None = None


class ConsentWithdrawn(Event):
    """The customer agrees to that use no longer."""

    stored_name = "consent-withdrawn"
    purpose: str
    reason: Text | None = None


class MeasureRequested(Event):
    """One person asked for something to be done to the customer's data; it takes another to approve.

    A hold is on all of it or on that of one ``ticket``; ``hold`` is the number of the one that is to be lifted.
    """

    stored_name = "measure-requested"
    schema_version: ClassVar[int] = 2
    measure: Measure
    ticket: str | None = None
    hold: int | None = None
    ground: Ground | None = None
    reason: Text | None = None


class MeasureDeclined(Event):
    """What was requested is not done."""

    stored_name = "measure-declined"
    schema_version: ClassVar[int] = 2
    measure: Measure
    requested_by: str
    reason: Text | None = None


class CustomerRestricted(Event):
    """The customer's data is kept but shown and searched no more; requested by one person, approved by the actor."""

    stored_name = "customer-restricted"
    requested_by: str


class CustomerUnrestricted(Event):
    """The customer's data may be used again; requested by one person, approved by the actor."""

    stored_name = "customer-unrestricted"
    requested_by: str


class CustomerErased(Event):
    """The customer's data is to be made unreadable for ever; requested by one person, approved by the actor."""

    stored_name = "customer-erased"
    requested_by: str


class ErasurePostponed(Event):
    """The erasure was approved and has to wait: until after the day ``until``, where that is known."""

    stored_name = "erasure-postponed"
    because: Keeping
    until: date | None = None
    requested_by: str


class ErasureCompleted(Event):
    """No key of the customer's is left, nor any copy of what they opened: so many keys, files and tables.

    ``subject_keys`` are the ids of the keys that all others were under.
    """

    stored_name = "erasure-completed"
    subject_keys: tuple[str, ...]
    data_keys: int
    files: int
    tables: int


class TermsEnded(Event):
    """The years of these tickets are over: what is personal in them was made unreadable, of so many keys.

    The record without it stays.
    """

    stored_name = "terms-ended"
    tickets: tuple[str, ...]
    data_keys: int


class HoldPlaced(Event):
    """The data is kept whatever else is asked (legal hold, 保全); ``hold`` counts them from 1."""

    stored_name = "hold-placed"
    hold: int
    ticket: str | None = None
    requested_by: str


class HoldLifted(Event):
    """A hold is over; requested by one person, approved by the actor."""

    stored_name = "hold-lifted"
    hold: int
    requested_by: str


class ExportApproved(Event):
    """All of the customer's data may be taken out for them; requested by one person, approved by the actor."""

    stored_name = "export-approved"
    requested_by: str


class ExportFetched(Event):
    """The actor took out all of the customer's data, in the clear."""

    stored_name = "export-fetched"


CustomerEvent = (
    CustomerRegistered
    | CustomerRenamed
    | ContactChanged
    | ContactRemoved
    | ContractAgreed
    | NoticesChosen
    | ProductRegistered
    | ProductReleased
    | ConsentGiven
    | ConsentWithdrawn
    | MeasureRequested
    | MeasureDeclined
    | CustomerRestricted
    | CustomerUnrestricted
    | CustomerErased
    | ErasurePostponed
    | ErasureCompleted
    | TermsEnded
    | HoldPlaced
    | HoldLifted
    | ExportApproved
    | ExportFetched
)

EVENTS: Final[dict[str, type[CustomerEvent]]] = {event.stored_name: event for event in get_args(CustomerEvent)}
"""Every event type by its stored name."""
