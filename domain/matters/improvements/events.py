"""Everything that can have happened to an improvement: frozen facts under stored names that never change."""

from datetime import date
from typing import Final, get_args

from domain.matters.improvements.vocabulary import Origin, Result
from domain.record.event import Event
from domain.record.personal import Text
from domain.ticket.vocabulary import Department


class ImprovementProposed(Event):
    """Something should be done better (提出改进), out of what, and in which quarter that was said."""

    stored_name = "improvement-proposed"
    measure: Text
    origin: Origin
    source: str | None = None
    quarter: str


class ImprovementAssigned(Event):
    """Which department and who answers for it, and until when (指派)."""

    stored_name = "improvement-assigned"
    department: Department
    staff: str
    due: date
    note: Text | None = None


class ImprovementReported(Event):
    """How far it has come (进展)."""

    stored_name = "improvement-reported"
    words: Text
    percent: int | None = None


class ImprovementFollowed(Event):
    """Not done by the end of its quarter, it is followed into this one: what became of it, and until when now (R43)."""

    stored_name = "improvement-followed"
    quarter: str
    words: Text
    due: date | None = None


class ImprovementClosed(Event):
    """Over: whether it worked, by what that was measured, and why, where it was not done in full (关闭)."""

    stored_name = "improvement-closed"
    result: Result
    measured_by: Text
    reason: Text | None = None


class ImprovementDropped(Event):
    """It is not done, and why (放弃)."""

    stored_name = "improvement-dropped"
    reason: Text


ImprovementEvent = (
    ImprovementProposed
    | ImprovementAssigned
    | ImprovementReported
    | ImprovementFollowed
    | ImprovementClosed
    | ImprovementDropped
)

EVENTS: Final[dict[str, type[ImprovementEvent]]] = {event.stored_name: event for event in get_args(ImprovementEvent)}
"""Every event type by its stored name."""
