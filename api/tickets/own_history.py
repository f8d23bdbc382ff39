"""A ticket's history as its customer sees it: without what staff tell each other."""

from collections.abc import Iterable, Iterator
from typing import Final

from api.tickets.views import EventView
from domain.ticket.events import ClosingReportWritten, CorrectionRecorded, NoteAdded, TicketGraded, TicketRouted

_JUDGED: Final = frozenset({TicketGraded.stored_name, TicketRouted.stored_name})
"""What staff judge of a case, and tell each other why."""


def for_the_customer(events: Iterable[EventView]) -> Iterator[EventView]:
    """Without staff's notes and closing reports, corrections of these, and why it was corrected, graded or routed."""
    hidden, unreasoned = set[int](), set[int]()
    for event in events:
        if event.type in _JUDGED and event.actor.role != "customer":
            unreasoned.add(event.version)
            yield _without_reason(event)
        elif event.type == CorrectionRecorded.stored_name:
            corrects = event.data["version"]
            if corrects not in hidden and not (corrects in unreasoned and event.data["field"] == "reason"):
                yield _without_reason(event)
        elif _is_internal(event):
            hidden.add(event.version)
        else:
            yield event


def _without_reason(event: EventView) -> EventView:
    return event.model_copy(update={"data": {name: value for name, value in event.data.items() if name != "reason"}})


def _is_internal(event: EventView) -> bool:
    """What staff tell each other: remarks, and what the department learns from the case."""
    if event.type == NoteAdded.stored_name:
        return event.actor.role != "customer"
    return event.type == ClosingReportWritten.stored_name
