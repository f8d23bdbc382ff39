"""What is shown of customers: contacts and serial numbers masked, each product with its warranty on a day."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from domain.customer.owned.warranty import last_day, warranty
from domain.customer.vocabulary import KEY_CUSTOMER
from domain.ticket.vocabulary import Warranty
from projections.customers.finding import Known
from projections.sql.rows import Row


class ContactView(BaseModel):
    """A contact person, masked; ``person`` is their number."""

    person: int
    name: str | None
    reach: str | None


class ProductView(BaseModel):
    """A product with its warranty today; ``item`` on the record, or ``ticket`` where only a ticket names it."""

    item: int | None = None
    ticket: str | None = None
    name: str | None
    model: str | None
    serial: str | None
    batch: str | None
    purchased: str | None
    purchase_channel: str | None
    warranty: Warranty
    warranty_ends: date | None


class FeedbackView(BaseModel):
    """What the customer answered to a ticket's last survey; ``low``: a score that was called back about."""

    ticket: str
    at: datetime
    scores: dict[str, int]
    low: bool
    recommend: Annotated[int | None, Field(description="0 to 10.")]


class CustomerView(BaseModel):
    """A customer; ``registered`` is empty for one who is known by tickets alone."""

    customer: Annotated[str, Field(description="The customer's key, for an opening.")]
    name: str | None
    company: bool | None
    tier: str | None
    key_customer: bool
    dedicated_staff: str | None
    notices: str | None
    registered: datetime | None
    restricted: bool
    erased: bool
    version: int
    contacts: list[ContactView]
    products: list[ProductView]
    tickets: Annotated[list[str], Field(description="The last 200, newest first.")]
    feedback: Annotated[list[FeedbackView], Field(description="To surveys of these tickets, newest ticket first.")]


def customer_view(known: Known, at: datetime, months: int) -> CustomerView:
    """``at`` is now, in the deployment's zone; ``months``: the warranty period of a product that says nothing else."""
    row, day = known.row, at.date()
    return CustomerView(
        **{name: row[name] for name in ("customer", "name", "company", "tier", "dedicated_staff", "notices")},
        **{name: row[name] for name in ("restricted", "erased", "version")},
        registered=row["registered"].astimezone(at.tzinfo) if row["registered"] else None,
        key_customer=row["tier"] == KEY_CUSTOMER,
        contacts=[ContactView(**{name: one[name] for name in ("person", "name", "reach")}) for one in known.contacts],
        products=[_product(one, day, months) for one in _all_products(known)],
        tickets=[ticket["number"] for ticket in known.tickets],
        feedback=[_feedback(ticket, at) for ticket in known.tickets if ticket["feedback"]],
    )


def _feedback(ticket: Row, at: datetime) -> FeedbackView:
    told = FeedbackView.model_validate({"ticket": ticket["number"], **json.loads(ticket["feedback"])})
    return told.model_copy(update={"at": told.at.astimezone(at.tzinfo)})


def _all_products(known: Known) -> Sequence[Row]:
    """Those on the record, and those that only tickets name: each serial number, or else model, once."""
    found: dict[Any, Row] = {_identity(product): {"ticket": None, **product} for product in known.products}
    for ticket in known.tickets:
        if ticket["name"] or ticket["model"] or ticket["serial"]:
            found.setdefault(_identity(ticket), {"item": None, "ticket": ticket["number"], **ticket})
    return list(found.values())


def _identity(row: Row) -> Any:
    return row["blind"] or row["serial"] or (row["name"], row["model"])


def _product(row: Row, day: date, months: int) -> ProductView:
    period = months if row["warranty_months"] is None else row["warranty_months"]
    shown = {name: row[name] for name in ProductView.model_fields if name in row}
    ends = last_day(row["purchased"], period)
    return ProductView(**shown, warranty=warranty(row["purchased"], day, period), warranty_ends=ends)
