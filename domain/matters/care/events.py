"""Everything that can have happened to a plan of care: frozen facts under stored names that never change."""

from datetime import date
from typing import Final, get_args

from domain.matters.care.vocabulary import CareKind, Outcome
from domain.record.event import Event, Label
from domain.record.personal import Device, Text
from domain.ticket.vocabulary import Channel


class CarePlanned(Event):
    """What is done for the customer, for the first time on a day and then every so many months; once without them."""

    stored_name = "care-planned"
    care: CareKind
    first: date
    months: int | None = None
    staff: str
    product: Label | None = None
    model: Label | None = None
    serial: Device | None = None
    note: Text | None = None


class CareGiven(Event):
    """It was done, or was tried, when ``due``; what came of it, and the ticket that was opened for what was found."""

    stored_name = "care-given"
    due: date
    outcome: Outcome
    channel: Channel | None = None
    words: Text | None = None
    satisfaction: int | None = None
    opened: str | None = None


class CareMoved(Event):
    """The next time is another day, and why."""

    stored_name = "care-moved"
    due: date
    reason: Text


class CareAssigned(Event):
    """Who does it from now on."""

    stored_name = "care-assigned"
    staff: str


class CareEnded(Event):
    """It is not done any more, and why."""

    stored_name = "care-ended"
    reason: Text


CareEvent = CarePlanned | CareGiven | CareMoved | CareAssigned | CareEnded

EVENTS: Final[dict[str, type[CareEvent]]] = {event.stored_name: event for event in get_args(CareEvent)}
"""Every event type by its stored name."""
