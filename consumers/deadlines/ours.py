"""Which turns are for us to note, and from when on: none of other systems' or made-up time, none amid typing in."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from consumers.deadlines.turns import Turn
from domain.record.envelope import Envelope, Recorded
from domain.ticket.events import DeadlineEvent

_GRACE: Final = timedelta(hours=2)
"""So long at most after the last entry, what was over before its start was recorded may still turn out to be met."""


def ours(turns: Iterable[Turn], history: Sequence[Recorded]) -> list[Turn]:
    """In order of time; ``history`` is all that was recorded of the aggregate."""
    by_id = {recorded.envelope.id: recorded.envelope for recorded in history}
    own = [one.envelope for one in history if one.envelope.is_live and not isinstance(one.event, DeadlineEvent)]
    if not own:
        return []
    if not history[0].envelope.is_live:
        return [turn for turn in turns if turn.at > _taken_over(own[0], by_id[turn.run.started.id])]
    last = max(each.recorded for each in own)
    return sorted((_once_entered(turn, by_id[turn.run.started.id], last) for turn in turns), key=lambda turn: turn.at)


def _taken_over(first: Envelope, started: Envelope) -> datetime:
    """Since when what runs from there is ours: our first word on it, or the row that tells of the start."""
    return first.recorded if started.is_live else max(first.recorded, started.recorded)


def _once_entered(turn: Turn, started: Envelope, last: datetime) -> Turn:
    """Entered afterwards it comes to its turn as long after the last entry as the start was entered late."""
    if turn.at >= started.recorded:
        return turn
    return replace(turn, at=max(turn.at, last + min(started.recorded - started.occurred, _GRACE)))
