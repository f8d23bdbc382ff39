"""All subscriptions as they stand, read from the log again and again: there are few, and everything asks for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from domain.desk.kinds import id_of
from domain.record.envelope import Recorded
from domain.store import EventStore
from domain.subscriptions.state import Subscription, evolve


@dataclass(frozen=True, slots=True)
class Named:
    """A subscription by its name, with all that happened to it."""

    name: str
    subscription: Subscription
    history: tuple[Recorded, ...] = field(repr=False)


class Subscriptions:
    """``all`` are those of the last look, by name, in the order in which they were opened."""

    def __init__(self, store: EventStore) -> None:
        self._store = store
        self.all: Mapping[str, Named] = MappingProxyType({})

    async def refresh(self) -> Mapping[str, Named]:
        """Look now. Raises StoreUnavailable, HistoryDamaged."""
        found = dict[str, Named]()
        for recorded in await self._store.category("subscription"):
            name = id_of(recorded.envelope.aggregate)
            before = found.get(name)
            state = evolve(before.subscription if before else None, recorded)
            found[name] = Named(name, state, (*(before.history if before else ()), recorded))
        self.all = MappingProxyType(found)
        return self.all
