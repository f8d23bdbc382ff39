"""How each event changes what is known of a customer: names and numbers masked, what finds them hashed under a key."""

from collections.abc import Iterable
from typing import Final, get_args

from domain.customer.events import (
    ContactChanged,
    ContactRemoved,
    ContractAgreed,
    CustomerErased,
    CustomerEvent,
    CustomerRegistered,
    CustomerRenamed,
    CustomerRestricted,
    CustomerUnrestricted,
    NoticesChosen,
    ProductRegistered,
    ProductReleased,
)
from domain.customer.finding import Findable, Kind, by_contact, findable
from domain.record.envelope import Recorded
from domain.ticket.events import Contact, CorrectionRecorded, SurveyAnswered, TicketOpened
from domain.ticket.numbering import number_of
from projections.customers import measures, naming
from projections.customers.tables import ALL, CONTACTS, CUSTOMERS, FINDABLE, PRODUCTS, TICKETS
from projections.projection import Projection
from projections.sql.rows import Row, Rows
from projections.wording import masks
from projections.wording.words import TITLES

_EVENTS: Final = frozenset({TicketOpened, *get_args(CustomerEvent)})
_SEEN: Final = _EVENTS | {CorrectionRecorded, SurveyAnswered}
_KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_SAID: Final = {
    CONTACTS: ("name", "reach"),
    PRODUCTS: ("serial",),
    TICKETS: ("customer_name", "contact", "reach", "serial", "sources"),
    FINDABLE: ("blind",),
}
"""The columns that tell something of a person."""


def apply(rows: Rows, recorded: Recorded) -> None:
    event, customer = recorded.event, recorded.envelope.customer
    measures.apply(rows, recorded)
    if customer is not None and isinstance(event, CorrectionRecorded) and event.version == 1:
        _correct_ticket(rows, customer, number_of(recorded.envelope.aggregate), event)
    if customer is not None and isinstance(event, SurveyAnswered):
        _put_feedback(rows, customer, recorded, event)
    if customer is None or type(event) not in _EVENTS:
        return
    before = rows.get(CUSTOMERS, customer) or _new(customer)
    after = _counted(project(before, recorded), recorded)
    rows.put(CUSTOMERS, after)
    match event:
        case TicketOpened():
            _put_ticket(rows, customer, recorded, event)
        case CustomerRegistered(contact=Contact() as contact):
            _put_contact(rows, before, 1, contact)
        case ContactChanged(person=person, contact=contact):
            _put_contact(rows, before, person, contact)
        case ContactRemoved(person=person):
            _put_contact(rows, before, person, None)
        case ProductRegistered() | ProductReleased():
            _put_product(rows, before, event)
        case _:
            pass
    if after["erased"]:
        _sweep(rows, after)


PROJECTION: Final = Projection(
    "customers",
    4,
    TITLES["customers"][0],
    (*ALL, measures.MEASURES),
    apply,
    frozenset({"ticket", "customer"}),
    sees=frozenset(event.stored_name for event in _SEEN),
)


def project(row: Row, recorded: Recorded) -> Row:
    """A customer's own row after an event, but for what is counted."""
    match recorded.event:
        case CustomerRegistered() as event:
            return row | {
                "name": naming.named(event.name, event.company),
                "company": event.company,
                "tier": event.tier,
                "dedicated_staff": event.dedicated_staff,
                "notices": event.notices,
                "registered": recorded.envelope.occurred,
            }
        case CustomerRenamed(name=name, company=company):
            company = row["company"] if company is None else company
            return row | {"name": naming.named(name, company), "company": company}
        case ContractAgreed(tier=tier, dedicated_staff=staff):
            return row | {"tier": tier, "dedicated_staff": staff}
        case NoticesChosen(notices=notices):
            return row | {"notices": notices}
        case CustomerRestricted():
            return row | {"restricted": True}
        case CustomerUnrestricted():
            return row | {"restricted": False}
        case CustomerErased():
            return row | {"erased": True}
        case _:
            return row


def _new(customer: str) -> Row:
    row: Row = dict.fromkeys(column.name for column in CUSTOMERS.columns)
    return (
        row
        | {"customer": customer, "restricted": False, "erased": False, "contacts": 0, "products": 0}
        | {
            "tickets": 0,
            "version": 0,
        }
    )


def _counted(row: Row, recorded: Recorded) -> Row:
    event, envelope = recorded.event, recorded.envelope
    own = envelope.aggregate == row["customer"]
    counted = {
        "tickets": row["tickets"] + isinstance(event, TicketOpened),
        "version": envelope.version if own else row["version"],
        "updated": max(row["updated"] or envelope.occurred, envelope.occurred),
    }
    match event:
        case CustomerRegistered(contact=Contact()):
            counted["contacts"] = max(row["contacts"], 1)
        case ContactChanged(person=person):
            counted["contacts"] = max(row["contacts"], person)
        case ProductRegistered(item=item):
            counted["products"] = max(row["products"], item)
        case _:
            pass
    return row | counted


def _put_contact(rows: Rows, before: Row, person: int, contact: Contact | None) -> None:
    """A number that was never given out is of nobody who is found by it yet."""
    customer = before["customer"]
    name, reach = (masks.person(contact), masks.reach(contact)) if contact else (None, None)
    rows.put(
        CONTACTS, {"customer": customer, "person": person, "name": naming.there(name), "reach": naming.there(reach)}
    )
    _put_findable(rows, customer, f"contact/{person}", by_contact(contact), fresh=person > before["contacts"])


def _put_product(rows: Rows, before: Row, event: ProductRegistered | ProductReleased) -> None:
    customer, place = before["customer"], f"product/{event.item}"
    if isinstance(event, ProductRegistered):
        key = {"customer": customer, "item": event.item}
        rows.put(PRODUCTS, key | naming.described(event.product) | {"released": False})
        found = findable("serial", event.product.serial)
        _put_findable(rows, customer, place, found, fresh=event.item > before["products"])
    elif row := rows.get(PRODUCTS, customer, event.item):
        rows.put(PRODUCTS, row | {"released": True})
        _put_findable(rows, customer, place, ())


def _put_ticket(rows: Rows, customer: str, recorded: Recorded, event: TicketOpened) -> None:
    number = number_of(recorded.envelope.aggregate)
    at: Row = {"customer": customer, "number": number, "opened": recorded.envelope.occurred}
    rows.put(TICKETS, at | naming.said(event))
    serial = findable("serial", event.product.serial if event.product else None)
    found = (*by_contact(event.contact), *findable("order", event.order_number), *serial)
    _put_findable(rows, customer, f"ticket/{number}", found, fresh=True)


def _correct_ticket(rows: Rows, customer: str, number: str, event: CorrectionRecorded) -> None:
    """As the opening should have said it."""
    row = rows.get(TICKETS, customer, number)
    if row is None:
        return
    rows.put(TICKETS, row | naming.corrected(row, event))
    if kind := naming.KINDS.get(event.field):
        _put_findable(rows, customer, f"ticket/{number}", findable(kind, event.right), (kind,))
    if (known := rows.get(CUSTOMERS, customer)) and known["erased"]:
        _sweep(rows, known)


def _put_feedback(rows: Rows, customer: str, recorded: Recorded, event: SurveyAnswered) -> None:
    row = rows.get(TICKETS, customer, number_of(recorded.envelope.aggregate))
    if row is not None:
        rows.put(TICKETS, row | {"feedback": naming.feedback(event, recorded.envelope.occurred)})


def _put_findable(
    rows: Rows,
    customer: str,
    place: str,
    found: Iterable[Findable],
    kinds: Iterable[Kind] = _KINDS,
    *,
    fresh: bool = False,
) -> None:
    """What is found by this place from now on, by these ``kinds``, is this alone; ``fresh``: it is a new place."""
    now = {kind: rows.blind(kind, value) for kind, value in found}
    for kind in now if fresh else kinds:
        if now.get(kind) or (not fresh and rows.get(FINDABLE, customer, place, kind)):
            rows.put(FINDABLE, {"customer": customer, "place": place, "kind": kind, "blind": now.get(kind)})


def _sweep(rows: Rows, row: Row) -> None:
    """Nothing that was said of the customer, masked or hashed, is left, whatever is folded later."""
    rows.put(CUSTOMERS, row | dict.fromkeys(("name", "company")))
    for table, said in _SAID.items():
        for found in rows.those(table, customer=row["customer"]):
            rows.put(table, found | dict.fromkeys(said))
