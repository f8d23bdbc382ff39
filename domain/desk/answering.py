"""What came of a command."""

from dataclasses import dataclass

from domain.desk.kinds import id_of
from domain.record.envelope import Recorded


@dataclass(frozen=True, slots=True)
class Answer:
    """The ticket's number or another's id, its version, the log position, and the events (none: already so)."""

    number: str
    version: int
    position: int
    events: tuple[Recorded, ...]


def answer(events: tuple[Recorded, ...]) -> Answer:
    """The answer that these events, the last of their aggregate as yet, make."""
    last = events[-1]
    return Answer(id_of(last.envelope.aggregate), last.envelope.version, last.sequence, events)
