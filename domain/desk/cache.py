"""Recently used aggregates with their tips: a warm command needs no read, a stale one costs one retry."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Final

from domain.desk.kinds import kind_of
from domain.record.envelope import Recorded
from domain.store import EventStore, History

CAPACITY: Final = 2_000


@dataclass(frozen=True, slots=True)
class Aggregate:
    """An aggregate's history, the store's mark of its end, and the state folded from it.

    ``commands`` are the events' command ids, to be looked through at every command: quicker than the events.
    """

    key: str
    events: tuple[Recorded, ...]
    tip: Any
    state: Any
    commands: tuple[str, ...]

    @classmethod
    def of(cls, key: str, history: History) -> "Aggregate":
        return cls(key, history.events, history.tip, kind_of(key).fold(history.events), _commands(history.events))

    @property
    def version(self) -> int:
        return len(self.events)

    def followed_by(self, appended: History) -> "Aggregate":
        state, evolve = self.state, kind_of(self.key).evolve
        for recorded in appended.events:
            state = evolve(state, recorded)
        commands = self.commands + _commands(appended.events)
        return Aggregate(self.key, self.events + appended.events, appended.tip, state, commands)

    def caused_by(self, command: str) -> list[Recorded]:
        """The events that a command caused already."""
        if command not in self.commands:
            return []
        return [recorded for recorded in self.events if recorded.envelope.command == command]


def _commands(events: tuple[Recorded, ...]) -> tuple[str, ...]:
    return tuple(recorded.envelope.command for recorded in events)


class RecentAggregates:
    """A bounded cache in front of ``load``; the least recently used goes first."""

    def __init__(self, store: EventStore, capacity: int = CAPACITY) -> None:
        self._store, self._capacity = store, capacity
        self._kept: OrderedDict[str, Aggregate | History] = OrderedDict()

    def clear(self) -> None:
        """Forget all: what they hold in the clear may have been erased."""
        self._kept.clear()

    def has(self, key: str) -> bool:
        return key in self._kept

    def known(self, key: str) -> Aggregate | None:
        """As it is kept, if it is: what another process appended since may lack."""
        kept = self._kept.get(key)
        if isinstance(kept, History):
            kept = self._kept[key] = Aggregate.of(key, kept)
        return kept

    async def get(self, key: str) -> Aggregate:
        if known := self.known(key):
            self._kept.move_to_end(key)
            return known
        aggregate = Aggregate.of(key, await self._store.load(key, fresh=True))
        if aggregate.events:
            self.put(aggregate)
        return aggregate

    def offer(self, key: str, history: History) -> None:
        """Keep it unless a longer one is kept. It is folded once it is asked for: many that open are not so soon."""
        if not self.has(key) or len(self._kept[key].events) < len(history.events):
            self._put(key, history)

    def put(self, aggregate: Aggregate) -> None:
        self._put(aggregate.key, aggregate)

    def _put(self, key: str, kept: Aggregate | History) -> None:
        self._kept[key] = kept
        self._kept.move_to_end(key)
        if len(self._kept) > self._capacity:
            self._kept.popitem(last=False)

    def forget(self, key: str) -> None:
        self._kept.pop(key, None)
