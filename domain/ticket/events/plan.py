"""What happens to the plan of a solution (问题处理方案, R15–R18), by version: a word is bound to the one it is for."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, PlainSerializer

from domain.record.event import Event, Part
from domain.record.moment import Moment
from domain.record.personal import Name, Personal, Text, left_out
from domain.ticket.events.intake import Hash
from domain.ticket.vocabulary import Channel, Given

Yuan = Annotated[
    Decimal,
    Field(ge=0, max_digits=11, decimal_places=2),
    PlainSerializer(lambda amount: f"{abs(amount):.2f}", return_type=str, when_used="json"),
]
"""An amount of money in CNY; stored as text, always with two decimals: ``199.00``."""
Minutes = Annotated[int, Field(ge=0, le=100_000)]


class Option(Part):
    """One of the ways to solve it, with what speaks for and against it (R17). Minutes of work, cost in yuan."""

    name: str
    text: str
    pros: str | None = None
    cons: str | None = None
    cost: Yuan | None = None
    minutes: Minutes | None = None


class PlanProposed(Event):
    """A plan was drafted: what is to be done, by whom, by when; a later version takes the place of an earlier."""

    stored_name = "plan-proposed"
    plan: int
    steps: Text
    owner: str
    deadline: Moment
    options: Annotated[tuple[Option, ...] | None, Personal("text", gone=left_out)] = None


class PlanApproved(Event):
    """The plan of this version may be carried out (R15)."""

    stored_name = "plan-approved"
    plan: int
    reason: Text | None = None


class PlanRejected(Event):
    """The plan of this version may not be carried out, and why (R18)."""

    stored_name = "plan-rejected"
    plan: int
    reason: Text


class PlanShared(Event):
    """The plan of this version was sent to the customer (问题处理方案表, R16)."""

    stored_name = "plan-shared"
    plan: int
    channel: Channel
    note: Text | None = None


class OptionChosen(Event):
    """The customer chose among the options of this version (R17); ``evidence`` is the hash of what shows it."""

    stored_name = "option-chosen"
    plan: int
    option: Text
    by: Name
    given: Given
    evidence: Hash | None = None


PlanEvent = PlanProposed | PlanApproved | PlanRejected | PlanShared | OptionChosen
