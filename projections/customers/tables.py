"""The tables of customers: one row a customer, and their contact persons, products, tickets and what finds them."""

from typing import Final

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table

from projections.sql.columns import Moment, Text

_METADATA: Final = MetaData()

CUSTOMERS: Final = Table(
    "customers",
    _METADATA,
    Column("customer", Text, primary_key=True),
    Column("name", Text),
    Column("company", Boolean),
    Column("tier", Text),
    Column("dedicated_staff", Text),
    Column("notices", Text),
    Column("registered", Moment),
    Column("restricted", Boolean, nullable=False),
    Column("erased", Boolean, nullable=False),
    Column("contacts", Integer, nullable=False),
    Column("products", Integer, nullable=False),
    Column("tickets", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("updated", Moment, nullable=False),
    Index("customers_by_updated", "updated", "customer"),
)
"""A customer with masked name; ``name`` and ``registered`` are empty for one known by tickets alone.

``contacts`` and ``products`` are the highest numbers given out, ``tickets`` counts, ``version`` is that of the record.
No column depends on whether a ticket or another was folded first: one that was left out is folded later.
"""

CONTACTS: Final = Table(
    "customer_contacts",
    _METADATA,
    Column("customer", Text, primary_key=True),
    Column("person", Integer, primary_key=True),
    Column("name", Text),
    Column("reach", Text),
)
"""Contact persons, masked; one who was removed keeps the number."""

PRODUCTS: Final = Table(
    "customer_products",
    _METADATA,
    Column("customer", Text, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("name", Text),
    Column("model", Text),
    Column("serial", Text),
    Column("batch", Text),
    Column("purchased", Text),
    Column("purchase_channel", Text),
    Column("warranty_months", Integer),
    Column("released", Boolean, nullable=False),
)
"""Products on the customer's record, serial numbers masked."""

TICKETS: Final = Table(
    "customer_tickets",
    _METADATA,
    Column("customer", Text, primary_key=True),
    Column("number", Text, primary_key=True),
    Column("opened", Moment, nullable=False),
    Column("kind", Text, nullable=False),
    Column("customer_name", Text),
    Column("company", Boolean),
    Column("contact", Text),
    Column("reach", Text),
    Column("name", Text),
    Column("model", Text),
    Column("serial", Text),
    Column("batch", Text),
    Column("purchased", Text),
    Column("purchase_channel", Text),
    Column("warranty_months", Integer),
    Column("sources", Text),
    Column("feedback", Text),
    Index("customer_tickets_by_number", "number"),
)
"""The customer's tickets, each with who and which product its opening names, as corrections of it have it.

``sources`` is JSON: all that could stand as ``contact`` and as ``reach``, masked, the best first. ``feedback`` is JSON
too: when the last survey was answered, its scores, whether one is low, and how likely they recommend us; no comment.
"""

FINDABLE: Final = Table(
    "customer_findable",
    _METADATA,
    Column("customer", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("blind", Text),
    Index("customer_findable_by_blind", "kind", "blind"),
)
"""What a customer is found by, as keyed hashes; ``place`` is ``contact/1``, ``product/2`` or ``ticket/NUMBER``."""

ALL: Final = (CUSTOMERS, CONTACTS, PRODUCTS, TICKETS, FINDABLE)
