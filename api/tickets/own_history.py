"""A ticket's history as its customer sees it: without what staff tell each other."""

from collections.abc import Iterable, Iterator

from api.tickets.views import EventView
from domain.ticket.events import CorrectionRecorded, NoteAdded


def for_the_customer(events: Iterable[EventView]) -> Iterator[EventView]:
    """Without notes that are not the customer's, corrections of these, and why something was corrected."""
    hidden = set[int]()
    for event in events:
        if event.type == NoteAdded.stored_name and event.actor.role != "customer":
            hidden.add(event.version)
        elif event.type != CorrectionRecorded.stored_name:
            yield event
        elif event.data["version"] not in hidden:
            said = {name: value for name, value in event.data.items() if name != "reason"}
            yield event.model_copy(update={"data": said})
