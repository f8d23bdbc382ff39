"""A ticket's history as its customer sees it: without what staff tell each other."""

from collections.abc import Iterable, Iterator

from api.tickets.views import EventView
from domain.ticket.events import ClosingReportWritten, CorrectionRecorded, NoteAdded


def for_the_customer(events: Iterable[EventView]) -> Iterator[EventView]:
    """Without staff's notes and closing reports, corrections of these, and why anything was corrected."""
    hidden = set[int]()
    for event in events:
        if _is_internal(event):
            hidden.add(event.version)
        elif event.type != CorrectionRecorded.stored_name:
            yield event
        elif event.data["version"] not in hidden:
            said = {name: value for name, value in event.data.items() if name != "reason"}
            yield event.model_copy(update={"data": said})


def _is_internal(event: EventView) -> bool:
    """What staff tell each other: remarks, and what the department learns from the case."""
    if event.type == NoteAdded.stored_name:
        return event.actor.role != "customer"
    return event.type == ClosingReportWritten.stored_name
