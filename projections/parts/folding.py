"""How each event changes how far a request for a part is, or whether its ticket still waits for it."""

from datetime import datetime
from typing import Final

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table

from domain.record.envelope import Recorded
from domain.ticket.events import (
    CorrectionRecorded,
    ObjectionRaised,
    PartConfirmed,
    PartReceived,
    PartRequested,
    PartShipped,
    ResolutionRejected,
    TicketArchived,
    TicketCancelled,
    TicketClosed,
    TicketMerged,
    TicketReopened,
)
from domain.ticket.numbering import number_of
from projections.correcting import sayable
from projections.projection import Projection
from projections.sql.columns import Moment, Text
from projections.sql.rows import Row, Rows
from projections.wording.words import TITLES

PARTS: Final = Table(
    "part_requests",
    MetaData(),
    Column("number", Text, primary_key=True),
    Column("request", Integer, primary_key=True),
    Column("part", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("engineer", Text, nullable=False),
    Column("requested", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("expected", Moment),
    Column("confirmed", Integer),
    Column("ended", Boolean, nullable=False),
    Column("updated", Moment, nullable=False),
    Index("part_requests_by_state", "state", "requested"),
)
"""``engineer`` is who asked; ``ended``: the ticket needs it no more. Part and quantity are never corrected.

``confirmed`` is the version of the event that said when it is ``expected``.
"""

_ENDS: Final = (TicketCancelled, TicketClosed, TicketMerged, TicketArchived)
_GOES_ON: Final = (TicketReopened, ResolutionRejected, ObjectionRaised)


def apply(rows: Rows, recorded: Recorded) -> None:
    event, number = recorded.event, number_of(recorded.envelope.aggregate)
    match event:
        case PartRequested():
            rows.put(PARTS, _asked(number, event, recorded))
        case PartConfirmed(request=request, available=available, expected=expected):
            said = {"expected": expected, "confirmed": recorded.envelope.version}
            _moved(rows, number, request, recorded, state="reserved" if available else "awaited", **said)
        case PartShipped(request=request):
            _moved(rows, number, request, recorded, state="shipped")
        case PartReceived(request=request):
            _moved(rows, number, request, recorded, state="received")
        case CorrectionRecorded(field="expected"):
            _correct(rows, number, event)
        case _ if isinstance(event, _ENDS + _GOES_ON):
            for row in rows.those(PARTS, number=number):
                rows.put(PARTS, row | {"ended": isinstance(event, _ENDS)})
        case _:
            pass


_SEEN: Final = (PartRequested, PartConfirmed, PartShipped, PartReceived, CorrectionRecorded, *_ENDS, *_GOES_ON)
PROJECTION: Final = Projection(
    "parts",
    2,
    TITLES["parts"][0],
    (PARTS,),
    apply,
    sees=frozenset(event.stored_name for event in _SEEN),
)


def _asked(number: str, event: PartRequested, recorded: Recorded) -> Row:
    at = recorded.envelope.occurred
    return {
        "number": number,
        "request": event.request,
        "part": event.part,
        "quantity": event.quantity,
        "engineer": recorded.envelope.actor.id,
        "requested": at,
        "state": "requested",
        "expected": None,
        "confirmed": None,
        "ended": False,
        "updated": at,
    }


def _moved(rows: Rows, number: str, request: int, recorded: Recorded, **after: object) -> None:
    """An imported event may name a request that was never made."""
    row = rows.get(PARTS, number, request)
    if row is not None:
        rows.put(PARTS, row | after | {"updated": recorded.envelope.occurred})


def _correct(rows: Rows, number: str, correction: CorrectionRecorded) -> None:
    """Of when it is expected; what is no time changes nothing."""
    for row in rows.those(PARTS, number=number):
        if row["confirmed"] == correction.version:
            for right in sayable(PartConfirmed, "expected", correction.right):
                rows.put(PARTS, row | {"expected": datetime.fromisoformat(right) if right else None})
