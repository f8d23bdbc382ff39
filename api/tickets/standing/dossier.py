"""The complete dossier of a ticket (案卷): how it stands, its service record, every event by heading, what lacks."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from pydantic import BaseModel

from api.tickets.standing.files import FileView, files_of
from api.tickets.standing.record import ServiceRecordView
from api.tickets.standing.ticket import TicketView
from api.tickets.views import EventView
from domain.ticket.dossier import HEADING_OF, HEADINGS, Heading, kept_until
from domain.ticket.events import EVENTS, TicketArchived, TicketClosed
from domain.ticket.vocabulary import Stage

_CLOSED = frozenset({Stage.CLOSED, Stage.ARCHIVED})


class LinkedMatter(BaseModel):
    """A return, a complaint or another matter that belongs to the ticket."""

    kind: str
    number: str
    status: str
    ended: bool
    opened: datetime
    responsible: str | None
    due: date | None


class Keeping(BaseModel):
    """When the case was closed and put away, as far as it still is, and the last day on which it must be kept."""

    closed: datetime | None = None
    archived: datetime | None = None
    kept_until: date | None = None


class DossierView(BaseModel):
    """``ticket`` as it stands, ``service_record``, then all events, each under one heading, oldest first, masked.

    ``collaboration`` holds meetings and escalations too, ``record`` notes, corrections and clocks, ``looks`` who looked
    at personal data. ``lacks`` is what a complete dossier has and this one has not. ``matters`` and ``files`` belong to
    the ticket.
    """

    ticket: TicketView
    service_record: ServiceRecordView
    keeping: Keeping
    lacks: list[str]
    request: list[EventView]
    communication: list[EventView]
    grading: list[EventView]
    diagnosis: list[EventView]
    collaboration: list[EventView]
    plan: list[EventView]
    dispatch: list[EventView]
    work: list[EventView]
    confirmation: list[EventView]
    survey: list[EventView]
    money: list[EventView]
    closing: list[EventView]
    record: list[EventView]
    looks: list[EventView]
    matters: list[LinkedMatter]
    files: list[FileView]


def dossier_view(
    ticket: TicketView,
    record: ServiceRecordView,
    events: Iterable[EventView],
    matters: Sequence[LinkedMatter],
    lacks: Sequence[str],
    years: int,
) -> DossierView:
    """All that there is of a ticket, of the events that may be shown; it is kept for so many ``years``.

    ``lacks`` is worked out of all events that there are, since what somebody may not see is there all the same.
    """
    told = [*events]
    return DossierView(
        ticket=ticket,
        service_record=record,
        keeping=keeping(ticket.stage, told, years),
        lacks=[*lacks],
        matters=[*matters],
        files=files_of(told),
        **{heading: under(heading, told) for heading in HEADINGS},
    )


def under(heading: Heading, events: Iterable[EventView]) -> list[EventView]:
    """The events that stand under a heading."""
    return [event for event in events if HEADING_OF[EVENTS[event.type]] == heading]


def keeping(stage: str, events: Sequence[EventView], years: int) -> Keeping:
    """Of a ticket that stands at ``stage``."""
    if stage not in _CLOSED:
        return Keeping()
    closed = _last(events, TicketClosed.stored_name)
    archived = _last(events, TicketArchived.stored_name) if stage == Stage.ARCHIVED else None
    return Keeping(closed=closed, archived=archived, kept_until=kept_until(closed, years) if closed else None)


def _last(events: Sequence[EventView], name: str) -> datetime | None:
    return next((event.occurred for event in reversed(events) if event.type == name), None)
