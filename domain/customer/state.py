"""A customer's state, as far as the rules need it, and how each event changes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, assert_never, cast

from domain.customer.events import (
    ConsentGiven,
    ConsentWithdrawn,
    ContactChanged,
    ContactRemoved,
    ContractAgreed,
    CustomerErased,
    CustomerEvent,
    CustomerRegistered,
    CustomerRenamed,
    CustomerRestricted,
    CustomerUnrestricted,
    ErasureCompleted,
    ErasurePostponed,
    ExportApproved,
    ExportFetched,
    HoldLifted,
    HoldPlaced,
    MeasureDeclined,
    MeasureRequested,
    NoticesChosen,
    ProductRegistered,
    ProductReleased,
    TermsEnded,
)
from domain.customer.vocabulary import Measure, Notices
from domain.notices.vocabulary import NoticeLanguage
from domain.record.envelope import Recorded
from domain.ticket.events import Contact

TO_FETCH: Final = timedelta(days=7)
"""How long an export that was approved may be fetched."""


@dataclass(frozen=True, slots=True)
class Requested:
    """A measure that waits for a second person; a hold is on a ``ticket`` or on all, ``hold`` the one to be lifted."""

    measure: Measure
    by: str
    ticket: str | None = None
    hold: int | None = None


@dataclass(frozen=True, slots=True)
class Customer:
    """What the rules know of a customer; a contact person or product that was taken off keeps its number, as None.

    ``holds`` are those in force by number, each with its ticket or None for all; ``postponed`` is an erasure that
    waits, ``completed`` says that nothing is left of the data. ``exported`` is when an export was approved, ``ended``
    are the tickets whose years are over.
    """

    name: str = ""
    company: bool | None = None
    contacts: Mapping[int, Contact | None] = field(default_factory=dict[int, Contact | None])
    tier: str | None = None
    dedicated_staff: str | None = None
    notices: Notices | None = None
    language: NoticeLanguage | None = None
    products: Mapping[int, ProductRegistered | None] = field(default_factory=dict[int, ProductRegistered | None])
    consents: Mapping[str, bool] = field(default_factory=dict[str, bool])
    requested: Requested | None = None
    restricted: bool = False
    erased: bool = False
    registered: bool = False
    postponed: ErasurePostponed | None = None
    completed: bool = False
    holds: Mapping[int, str | None] = field(default_factory=dict[int, str | None])
    last_hold: int = 0
    exported: datetime | None = None
    ended: frozenset[str] = frozenset()

    def item_of(self, serial: str | None) -> int | None:
        """Which of the customer's products has this serial number."""
        owned = (product for product in self.products.values() if product)
        return next((one.item for one in owned if serial and one.product.serial == serial), None)


def evolve(customer: Customer | None, recorded: Recorded) -> Customer:
    """The state after an event. Never refuses: it has happened, in whatever order."""
    state = after(customer or Customer(), cast("CustomerEvent", recorded.event), recorded.envelope.actor.id)
    if isinstance(recorded.event, ExportApproved):
        return replace(state, exported=recorded.envelope.occurred)
    return state


def fold(history: tuple[Recorded, ...]) -> Customer | None:
    """The state after a whole history; None for an empty one."""
    customer = None
    for recorded in history:
        customer = evolve(customer, recorded)
    return customer


def after(customer: Customer, event: CustomerEvent, actor: str) -> Customer:  # noqa: C901 -- one case an event
    """What an event makes of a customer."""
    match event:
        case CustomerRegistered():
            return _registered(customer, event)
        case CustomerRenamed(name=name, company=company):
            return replace(customer, name=name, company=customer.company if company is None else company)
        case ContactChanged(person=person, contact=contact):
            return replace(customer, contacts={**customer.contacts, person: contact})
        case ContactRemoved(person=person):
            return replace(customer, contacts={**customer.contacts, person: None})
        case ContractAgreed(tier=tier, dedicated_staff=staff):
            return replace(customer, tier=tier, dedicated_staff=staff)
        case NoticesChosen(notices=notices, language=language):
            return replace(customer, notices=notices, language=language or customer.language)
        case ProductRegistered(item=item):
            return replace(customer, products={**customer.products, item: event})
        case ProductReleased(item=item):
            return replace(customer, products={**customer.products, item: None})
        case ConsentGiven(purpose=purpose):
            return replace(customer, consents={**customer.consents, purpose: True})
        case ConsentWithdrawn(purpose=purpose):
            return replace(customer, consents={**customer.consents, purpose: False})
        case MeasureRequested(measure=measure, ticket=ticket, hold=hold):
            return replace(customer, requested=Requested(measure, actor, ticket, hold))
        case MeasureDeclined():
            return replace(customer, requested=None)
        case CustomerRestricted():
            return replace(customer, restricted=True, requested=None)
        case CustomerUnrestricted():
            return replace(customer, restricted=False, requested=None, postponed=None)
        case CustomerErased():
            return replace(customer, erased=True, requested=None, postponed=None)
        case ErasurePostponed():
            return replace(customer, postponed=event, requested=None)
        case ErasureCompleted():
            return replace(customer, completed=True)
        case TermsEnded(tickets=tickets):
            return replace(customer, ended=customer.ended | {*tickets})
        case HoldPlaced(hold=hold, ticket=ticket):
            holds = {**customer.holds, hold: ticket}
            return replace(customer, holds=holds, last_hold=max(hold, customer.last_hold), requested=None)
        case HoldLifted(hold=lifted):
            holds = {hold: ticket for hold, ticket in customer.holds.items() if hold != lifted}
            return replace(customer, holds=holds, requested=None)
        case ExportApproved():
            return replace(customer, requested=None)
        case ExportFetched():
            return customer
        case _:
            assert_never(event)


def _registered(customer: Customer, event: CustomerRegistered) -> Customer:
    return replace(
        customer,
        name=event.name,
        company=event.company,
        contacts={1: event.contact} if event.contact else {},
        tier=event.tier,
        dedicated_staff=event.dedicated_staff,
        notices=event.notices,
        registered=True,
    )
