"""Whether the runs of a ticket's clocks count in figures: those of a merged, duplicate or invalid one do not."""

import json
from typing import Final

from domain.record.envelope import Recorded
from domain.record.event import Event
from domain.ticket.events import (
    CorrectionRecorded,
    ObjectionRaised,
    ResolutionRejected,
    TicketCancelled,
    TicketClosed,
    TicketMerged,
    TicketReopened,
)
from projections.correcting import sayable

_MERGED: Final = "merged"
_NO_REQUEST: Final = frozenset({_MERGED, "duplicate", "invalid"})
"""Endings of tickets that are no request of their own, as figures have it (figures/rows/following.py)."""
_AS: Final[dict[type[Event], str]] = {TicketClosed: "closed_as", TicketCancelled: "cancelled_as"}
"""By event, the field that says how the ticket ended."""
_OF: Final = {field: event for event, field in _AS.items()}
_ENDS: Final = (TicketMerged, *_AS)
_GOES_ON: Final = (ResolutionRejected, ObjectionRaised, TicketReopened)
ENDINGS: Final = frozenset({*_ENDS, *_GOES_ON, CorrectionRecorded})
"""The events that may change it."""


def ended_after(ended: str | None, recorded: Recorded) -> str | None:
    """How a ticket ended by now, as JSON: the event's version, its field, and what it says there; None: it goes on."""
    event = recorded.event
    if isinstance(event, _ENDS):
        field = _AS.get(type(event))
        return _written(recorded.envelope.version, field, getattr(event, field, None) if field else _MERGED)
    if isinstance(event, _GOES_ON):
        return None
    if isinstance(event, CorrectionRecorded) and ended:
        return _corrected(ended, event)
    return ended


def counts(ended: str | None) -> int:
    """1 or 0."""
    return int(ended is None or json.loads(ended)[2] not in _NO_REQUEST)


def _corrected(ended: str, correction: CorrectionRecorded) -> str:
    version, field, _ = json.loads(ended)
    if correction.version != version or correction.field != field or field not in _OF:
        return ended
    for said in sayable(_OF[field], field, correction.right):
        return _written(version, field, said)
    return ended


def _written(version: int, field: str | None, said: str | None) -> str:
    return json.dumps([version, field, said])
