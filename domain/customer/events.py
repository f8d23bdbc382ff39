"""Everything that can have happened to a customer: frozen facts under stored names that never change."""

from typing import Annotated, Final, get_args

from domain.customer.vocabulary import Ground, Measure, Notices, ReleasedAs
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
    """One person asked to have the customer restricted, unrestricted or erased; it takes another to approve."""

    stored_name = "measure-requested"
    measure: Measure
    ground: Ground | None = None
    reason: Text | None = None


class MeasureDeclined(Event):
    """What was requested is not done."""

    stored_name = "measure-declined"
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
)

EVENTS: Final[dict[str, type[CustomerEvent]]] = {event.stored_name: event for event in get_args(CustomerEvent)}
"""Every event type by its stored name."""
