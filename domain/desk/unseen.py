"""What may have been recorded since somebody looked, and yet what they saw still holds."""

from collections.abc import Sequence

from domain.record.envelope import Recorded
from domain.ticket.events import DeadlineEvent


def is_stale(expected: int | None, events: Sequence[Recorded]) -> bool:
    """Whether more happened since that version than the program's own word of a clock, which no view depends on."""
    if expected is None:
        return False
    if not 0 <= expected <= len(events):
        return True
    return any(not isinstance(each.event, DeadlineEvent) for each in events[expected:])
