"""Who is found by a phone number, e-mail address, serial or order number, and what is known of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Table, and_, func, literal, select

from domain.customer.finding import Kind, normalised
from projections.customers.tables import CONTACTS, CUSTOMERS, FINDABLE, PRODUCTS, TICKETS
from projections.inbox.folding import NOTICES
from projections.matters.folding import MATTERS
from projections.register.tables import REGISTER
from projections.sql.blinding import blinded
from projections.sql.columns import never_stored
from projections.sql.paging import Order, Page
from projections.sql.rows import Row

SORTS: Final = ("customer", "updated", "registered", "tickets")
MOST: Final = 20
"""Customers that one search shows: a value that more have in common tells nobody apart."""

_LAST: Final = 200
"""Tickets of one customer that are looked at."""

_SEEN: Final = and_(~CUSTOMERS.c.restricted, ~CUSTOMERS.c.erased)


@dataclass(frozen=True, slots=True)
class Known:
    """A customer with contact persons, products and the last tickets, newest first.

    A product's and a ticket's ``blind`` is the hash of the serial number named there, so that equal ones are told.
    """

    row: Row
    contacts: Sequence[Row]
    products: Sequence[Row]
    tickets: Sequence[Row]


class NoIndexKey(RuntimeError):
    """The store was opened without the key of what people are found by."""


def found_by(connection: Connection, kind: Kind, value: str) -> list[Known]:
    """Those whose record or tickets name the value, most recently seen first; restricted and erased ones are not.

    Raises NoIndexKey.
    """
    blind = blind_of(connection, kind, value)
    if blind is None:
        return []
    matches = select(FINDABLE.c.customer).where(FINDABLE.c.kind == kind, FINDABLE.c.blind == blind)
    query = select(CUSTOMERS).where(CUSTOMERS.c.customer.in_(matches), _SEEN)
    order = (CUSTOMERS.c.updated.desc(), CUSTOMERS.c.customer)
    return [_known(connection, dict(row)) for row in connection.execute(query.order_by(*order).limit(MOST)).mappings()]


def blind_of(connection: Connection, kind: Kind, value: str) -> str | None:
    """The hash by which a value is found, None for what is found by nothing. Raises NoIndexKey."""
    form = normalised(kind, value)
    if form is None:
        return None
    blind = blinded(connection, kind, form)
    if blind is None:
        raise NoIndexKey
    return blind


def find(connection: Connection, customer: str) -> Known | None:
    """One customer, whoever asks, also where search no longer finds them."""
    if never_stored(customer):
        return None
    row = connection.execute(select(CUSTOMERS).where(CUSTOMERS.c.customer == customer)).mappings().first()
    return _known(connection, dict(row)) if row is not None else None


def tickets_of(connection: Connection, kind: Kind, blinds: Collection[str]) -> dict[str, str]:
    """The tickets that name one of these values of a kind when they were opened, each with the value's hash."""
    place = literal("ticket/") + TICKETS.c.number
    joined = TICKETS.join(FINDABLE, and_(FINDABLE.c.customer == TICKETS.c.customer, FINDABLE.c.place == place))
    joined = joined.join(CUSTOMERS, CUSTOMERS.c.customer == TICKETS.c.customer)
    query = select(TICKETS.c.number, FINDABLE.c.blind).select_from(joined)
    found = query.where(FINDABLE.c.kind == kind, FINDABLE.c.blind.in_(list(blinds)), _SEEN)
    return {row.number: row.blind for row in connection.execute(found)}


def blinds_of(connection: Connection, kind: Kind, tickets: Mapping[str, str]) -> dict[str, str]:
    """The hash of the value of a kind that each ticket named when it was opened, where it named one.

    ``tickets`` are their numbers, each with its customer's key.
    """
    places = {f"ticket/{number}": number for number in tickets}
    query = select(FINDABLE.c.place, FINDABLE.c.blind).where(
        FINDABLE.c.customer.in_(sorted({*tickets.values()})),
        FINDABLE.c.kind == kind,
        FINDABLE.c.place.in_(sorted(places)),
        FINDABLE.c.blind.is_not(None),
    )
    return {places[row.place]: row.blind for row in connection.execute(query)}


def numbers_of(connection: Connection, customer: str) -> list[str]:
    """All tickets of one customer, whether these may be shown or not."""
    query = select(TICKETS.c.number).where(TICKETS.c.customer == customer).order_by(TICKETS.c.number)
    return [*connection.execute(query).scalars()]


def opened_before(connection: Connection, moment: datetime) -> list[tuple[str, str]]:
    """Customer and number of every ticket that was opened before."""
    query = select(TICKETS.c.customer, TICKETS.c.number).where(TICKETS.c.opened < moment)
    return [(row.customer, row.number) for row in connection.execute(query.order_by(TICKETS.c.number))]


def notices_about(connection: Connection, numbers: Sequence[str]) -> list[str]:
    """The keys of what people were told about these tickets."""
    query = select(NOTICES.c.notice).where(NOTICES.c.ticket.in_(numbers)).order_by(NOTICES.c.notice)
    return [f"notice-{notice}" for notice in connection.execute(query).scalars()]


def about(connection: Connection, customer: str) -> list[str]:
    """The keys of all histories about a customer beside their own: tickets, matters, and notices to them."""
    matters = select(MATTERS.c.kind, MATTERS.c.matter).where(MATTERS.c.customer == customer).order_by(MATTERS.c.matter)
    notices = (
        select(NOTICES.c.notice).where(NOTICES.c.recipient == customer).order_by(NOTICES.c.requested, NOTICES.c.notice)
    )
    return [
        *(f"ticket-{number}" for number in numbers_of(connection, customer)),
        *(f"{row.kind}-{row.matter}" for row in connection.execute(matters)),
        *(f"notice-{notice}" for notice in connection.execute(notices).scalars()),
    ]


def open_tickets_of(connection: Connection, customers: Collection[str], ended: Collection[str]) -> set[str]:
    """The tickets of these customers that are not at a stage at which one has ended."""
    joined = REGISTER.join(CUSTOMERS, CUSTOMERS.c.customer == REGISTER.c.customer)
    query = select(REGISTER.c.number).select_from(joined)
    found = query.where(REGISTER.c.customer.in_(sorted(customers)), REGISTER.c.stage.not_in(sorted(ended)), _SEEN)
    return {row.number for row in connection.execute(found)}


def page(connection: Connection, *, sort: str = "-updated", after: str | None = None, limit: int = 50) -> Page:
    """A page of customers who may be shown. Raises BadQuery for an unknown sort column or a broken cursor."""
    return Order.parse(CUSTOMERS, sort, SORTS).page(connection, select(CUSTOMERS).where(_SEEN), after, limit)


def count(connection: Connection) -> int:
    """How many customers may be shown."""
    return connection.execute(select(func.count()).select_from(CUSTOMERS).where(_SEEN)).scalar_one()


def _known(connection: Connection, row: Row) -> Known:
    customer = row["customer"]
    contacts = _rows(connection, CONTACTS, customer, "person")
    products = _rows(connection, PRODUCTS, customer, "item")
    newest = (
        select(TICKETS)
        .where(TICKETS.c.customer == customer)
        .order_by(TICKETS.c.opened.desc(), TICKETS.c.number.desc())
        .limit(_LAST)
    )
    tickets = [dict(ticket) for ticket in connection.execute(newest).mappings()]
    serials = _serials(connection, customer)
    named = next((ticket for ticket in tickets if ticket["customer_name"]), None)
    return Known(
        row | {"name": named["customer_name"], "company": named["company"]} if named and not row["name"] else row,
        [contact for contact in contacts if contact["name"] or contact["reach"]],
        [one | {"blind": serials.get(f"product/{one['item']}")} for one in products if not one["released"]],
        [ticket | {"blind": serials.get(f"ticket/{ticket['number']}")} for ticket in tickets],
    )


def _rows(connection: Connection, table: Table, customer: str, by: str) -> list[Row]:
    query = select(table).where(table.c.customer == customer).order_by(table.c[by])
    return [dict(row) for row in connection.execute(query).mappings()]


def _serials(connection: Connection, customer: str) -> dict[str, str]:
    query = select(FINDABLE.c.place, FINDABLE.c.blind).where(
        FINDABLE.c.customer == customer, FINDABLE.c.kind == "serial", FINDABLE.c.blind.is_not(None)
    )
    return {row.place: row.blind for row in connection.execute(query)}
