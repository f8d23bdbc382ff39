"""What is agreed, asked for, planned and paid on a ticket: the shapes of its parts."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, PlainSerializer


class DiagnosisView(BaseModel):
    """The newest preliminary diagnosis."""

    finding: str | None = None
    fault_type: str | None = None
    found_by: str | None = None


class RemoteView(BaseModel):
    """The customer's permission to work on their device from afar, as long as it is not taken back."""

    by: str
    given: str
    scope: str | None = None
    until: datetime | None = None


class WarrantyView(BaseModel):
    """What was found of the warranty; ``ends`` is its last day."""

    warranty: str
    purchased: str | None = None
    months: int | None = None
    ends: date | None = None
    reason: str | None = None


class CollaborationView(BaseModel):
    """What a department was asked, under the number that its answer names."""

    request: int
    department: str
    text: str
    due: datetime | None = None
    answered: bool


class CooperationView(BaseModel):
    """What the customer was asked for (配合事项清单)."""

    request: int
    what: str
    due: datetime | None = None
    answered: bool


class PlanView(BaseModel):
    """The newest plan; ``plan`` is its version, which every word about it names."""

    plan: int
    author: str
    steps: str
    owner: str
    deadline: datetime
    options: Any = None
    approved: bool
    rejected: bool
    shared: bool
    chosen: str | None


class PartView(BaseModel):
    """A part that was asked for, and how far it is; ``confirmed`` is null until the warehouse answers.

    ``lead_time`` is how long it took from the request to the receipt, as an ISO 8601 duration; null until it came.
    """

    request: int
    part: str
    quantity: int
    confirmed: bool | None
    shipped: bool
    received: bool
    lead_time: timedelta | None


Yuan = Annotated[Decimal, PlainSerializer(lambda amount: f"{amount:.2f}", return_type=str)]
"""An amount in CNY, always with two decimals: ``480.00``."""


class QuoteView(BaseModel):
    """The newest quote, and what the customer said to it."""

    quote: int
    amount: Yuan
    items: str | None = None
    accepted: bool
    declined: bool
    charged: Yuan


class CompensationView(BaseModel):
    """A goodwill proposal."""

    compensation: int
    what: str
    amount: Yuan | None = None
    author: str
    approved: bool
    rejected: bool
    announced: bool
    given: bool


class LinkView(BaseModel):
    """Another ticket that this one belongs to."""

    other: str
    relation: str


class AttachmentView(BaseModel):
    """A file of the ticket, at /tickets/{number}/attachments/{sha256}; without a hash, it was erased."""

    sha256: str | None = None
    size: int
    media_type: str
    name: str | None = None
    purpose: str | None = None
    added: datetime
    added_by: str
