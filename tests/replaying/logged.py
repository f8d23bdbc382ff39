"""A made-up log as replays read it: really encoded and sealed, held in memory instead of on a nats-server."""

from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

from domain.record.envelope import Recorded
from domain.store import Pending
from eventsourcing_nats import LoggedEvent
from eventsourcing_nats.subjects import subject
from gongdan.bodies.logged import LoggedBodies
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from projections.replaying.masking import Masking
from projections.replaying.replay import Replay
from projections.replaying.rows import Row
from projections.replaying.selecting import Selection, Tickets
from projections.replaying.source import Stretch

EPOCH = "7f3c0d9be1a24f6d8b5e2c1a90d47f36"
PREFIX = "gongdan"
EVERYTHING = Selection()


class Logged(LoggedBodies):
    """The real source but for where the messages are."""

    def __init__(self, events: Sequence[LoggedEvent], keys: KeyStore, stretch: int = 500) -> None:
        mapper: Any = EventMapper(keys)
        super().__init__(None, mapper, keys)  # pyright: ignore[reportArgumentType] -- nothing asks it
        self.events, self._stretch = events, stretch

    @property
    def epoch(self) -> str:
        return EPOCH

    async def end(self) -> int:
        return len(self.events)

    async def stretches(self, after: int, until: int) -> AsyncGenerator[Stretch]:
        for begin in range(after, until, self._stretch):
            end = min(begin + self._stretch, until)
            yield Stretch(self.events[begin:end], end)

    def by(self, stretch: int) -> "Logged":
        """The same, read in other stretches."""
        return Logged(self.events, self._keys, stretch)


def logged(pending: Iterable[Pending], keys: KeyStore) -> list[LoggedEvent]:
    """The messages that these events would be."""
    mapper, places = EventMapper(keys), count(1)
    events = list(pending)
    mapper.make_keys(mapper.keys_needed([(event.envelope, event.event) for event in events]))
    return [_message(mapper, event, next(places)) for event in events]


def _message(mapper: EventMapper, event: Pending, place: int) -> LoggedEvent:
    stored = mapper.to_stored_event(Recorded(event.envelope, event.event, place))
    return LoggedEvent(
        sequence=place,
        aggregate_id=event.envelope.aggregate,
        version=event.envelope.version,
        topic=event.envelope.type,
        state=stored.state,
        event_id=event.envelope.id,
        time=datetime.now(UTC),
        subject=subject(PREFIX, event.envelope.aggregate),
    )


@dataclass(frozen=True)
class Asked:
    """A replay's rows, as they are asked for in the tests."""

    source: Logged
    selection: Selection = EVERYTHING
    clear: bool = False
    hidden: frozenset[str] = frozenset()
    tickets: Tickets | None = None

    def only(self, **selected: Any) -> "Asked":
        return replace(self, selection=Selection(**selected))

    async def rows(self) -> list[Row]:
        masking = Masking(self.source, clear=self.clear, hidden=self.hidden)
        replay = Replay(self.source, self.selection, masking, self.tickets)
        pieces = replay.pieces(0, len(self.source.events), lambda piece: piece.rows)
        return [row async for rows in pieces for row in rows]
