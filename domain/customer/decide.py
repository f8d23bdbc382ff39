"""The rules of a customer's record: what a command causes, or why it is refused. Pure; asking twice is harmless."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from domain.customer.commands import (
    AgreeContract,
    ChangeContact,
    ChooseNotices,
    CustomerCommand,
    GiveConsent,
    RegisterCustomer,
    RegisterProduct,
    ReleaseProduct,
    RemoveContact,
    RenameCustomer,
    WithdrawConsent,
)
from domain.customer.events import CustomerEvent, CustomerRegistered
from domain.customer.in_use import require_in_use
from domain.customer.keeping import Kept
from domain.customer.measures import MEASURES, decide_measure
from domain.customer.owned.warranty import require_bought_by
from domain.customer.state import Customer
from domain.customer.vocabulary import KEY_CUSTOMER
from domain.refusals import NotAllowed
from domain.refusals.coded import Coded
from domain.ticket.events import Product


def decide(
    customer: Customer | None,
    command: CustomerCommand,
    by: str,
    at: datetime,
    role: str | None = None,
    kept: Kept | None = None,
) -> list[CustomerEvent]:
    """Answer a command of ``by`` in a role, given ``at`` a time in the deployment's zone, with the events it causes.

    ``kept`` are the customer's tickets; None where nobody looked them up. An empty list means already so.
    Raises NotAllowed.
    """
    if isinstance(command, MEASURES):
        return decide_measure(customer, command, by, at, role, kept)
    if isinstance(command, RegisterCustomer):
        return _registered(customer, command)
    if customer is None:
        raise NotAllowed("customer-not-registered")
    if customer.erased:
        raise NotAllowed("customer-erased")
    if customer.restricted and not isinstance(command, WithdrawConsent):
        raise NotAllowed("customer-restricted")
    if _already_so(customer, command):
        return []
    if not customer.registered:
        raise NotAllowed("customer-not-registered")
    _check_facts(customer, command)
    if isinstance(command, RegisterProduct):
        _check_product(command.product, at, role)
    return [_caused(customer, command)]


def _registered(customer: Customer | None, command: RegisterCustomer) -> list[CustomerEvent]:
    _check_tier(command.tier, command.dedicated_staff)
    event = _as_said(command)
    if customer is None:
        return [event]
    if not customer.registered:
        require_in_use(customer)
        return [event]
    if isinstance(event, CustomerRegistered) and _registered_so(customer, event):
        return []
    raise NotAllowed("customer-registered")


def _registered_so(customer: Customer, event: CustomerRegistered) -> bool:
    """Whether the record, as it stands, says all that a registration does."""
    stands = (customer.name, customer.company, customer.contacts.get(1), customer.tier, customer.dedicated_staff)
    said = (event.name, event.company, event.contact, event.tier, event.dedicated_staff)
    return (*stands, customer.notices) == (*said, event.notices)


def _already_so(customer: Customer, command: CustomerCommand) -> bool:
    match command:
        case RenameCustomer(name=name, company=company):
            return customer.name == name and company in (None, customer.company)
        case ChangeContact(person=person, contact=contact):
            return customer.contacts.get(person) == contact
        case RemoveContact(person=person):
            return customer.contacts.get(person, command) is None
        case AgreeContract(tier=tier, dedicated_staff=staff):
            return (customer.tier, customer.dedicated_staff) == (tier, staff)
        case ChooseNotices(notices=notices, language=language):
            return customer.notices == notices and language in (None, customer.language)
        case RegisterProduct():
            return _as_known(customer, command)
        case ReleaseProduct(item=item):
            return customer.products.get(item, command) is None
        case GiveConsent(purpose=purpose):
            return customer.consents.get(purpose) is True
        case WithdrawConsent(purpose=purpose):
            return customer.consents.get(purpose) is False
        case _:
            return False


def _as_known(customer: Customer, command: RegisterProduct) -> bool:
    """Whether one of the customer's products is described by these very words."""
    owned = (one for one in customer.products.values() if one and command.item in (None, one.item))
    return any(one.product == command.product for one in owned)


def _check_facts(customer: Customer, command: CustomerCommand) -> None:
    match command:
        case ChangeContact(person=person):
            _check_next("contact-gap", customer.contacts, person)
        case RemoveContact(person=person) if person not in customer.contacts:
            raise NotAllowed("no-contact", person=person)
        case AgreeContract(tier=tier, dedicated_staff=staff):
            _check_tier(tier, staff)
        case RegisterProduct(item=int(item)) | ReleaseProduct(item=item) if item not in customer.products:
            raise NotAllowed("no-product", item=item)
        case RegisterProduct(item=int(item), product=product) if customer.item_of(product.serial) not in (None, item):
            raise NotAllowed("serial-registered", item=customer.item_of(product.serial))
        case WithdrawConsent(purpose=purpose) if purpose not in customer.consents:
            raise NotAllowed("no-consent", purpose=purpose)
        case _:
            pass


def _check_product(product: Product, at: datetime, role: str | None) -> None:
    """Bought by then; how long a warranty lasts is not for the customer to say."""
    require_bought_by(product.purchased, at.date())
    if role == "customer" and product.warranty_months is not None:
        raise NotAllowed("for-staff-to-say", field=Coded("product.warranty_months", "保修月数", "months of warranty"))


def _check_next(code: str, numbered: Mapping[int, object], number: int) -> None:
    """Numbers are given out in order, so that none is left out."""
    if number > len(numbered) + 1:
        raise NotAllowed(code, number=number, next=len(numbered) + 1)


def _check_tier(tier: str | None, dedicated_staff: str | None) -> None:
    if dedicated_staff and tier != KEY_CUSTOMER:
        raise NotAllowed("not-a-key-customer")


def _caused(customer: Customer, command: CustomerCommand) -> CustomerEvent:
    if not isinstance(command, RegisterProduct):
        return _as_said(command)
    item = command.item or customer.item_of(command.product.serial) or len(customer.products) + 1
    return _as_said(command, item=item)


def _as_said(command: CustomerCommand, **besides: object) -> CustomerEvent:
    said = {name: getattr(command, name) for name in type(command).model_fields}
    return cast("CustomerEvent", command.causes.model_validate(said | besides))
