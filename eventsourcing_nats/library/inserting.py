"""The library gives versions where the log wants tips: known tips are kept, others read at the leader."""

import uuid
from collections import OrderedDict
from collections.abc import Sequence

from eventsourcing.persistence import IntegrityError, StoredEvent

from eventsourcing_nats.errors import StaleTip
from eventsourcing_nats.library.ids import as_text
from eventsourcing_nats.library.named import NamedEvent
from eventsourcing_nats.log import EventLog
from eventsourcing_nats.records import NewEvent, Tip, Unit

_KEPT = 10_000
_FIRST_VERSIONS = (0, 1)


class Inserter:
    """Inserts stored events of any aggregates as one indivisible append."""

    def __init__(self, log: EventLog, *, gaps: bool) -> None:
        self._log, self._gaps = log, gaps
        self._tips: OrderedDict[str, Tip] = OrderedDict()

    async def insert(self, stored: Sequence[StoredEvent]) -> list[int]:
        """Their sequences, in the order given. Raises IntegrityError when a version is taken or does not follow."""
        groups: dict[str, list[NewEvent]] = {}
        for event in stored:
            new = _new(event)
            groups.setdefault(new.aggregate_id, []).append(new)
        units = [Unit(tuple(events), await self._tip(events)) for events in groups.values()]
        tips = await self._append(units)
        places: dict[str, dict[int, int]] = {}
        for unit, tip in zip(units, tips, strict=True):
            self._keep(unit.aggregate_id, tip)
            start = tip.sequence - len(unit.events) + 1
            places[unit.aggregate_id] = {event.version: start + n for n, event in enumerate(unit.events)}
        return [places[as_text(event.originator_id)][event.originator_version] for event in stored]

    async def _append(self, units: list[Unit]) -> list[Tip]:
        """A first version is tried unread; where it meets an aggregate, its version decides after a look."""
        try:
            return await self._log.append(units)
        except StaleTip as error:
            for name in error.aggregate_ids:
                self._tips.pop(name, None)
            unread = [unit for unit in units if unit.tip is None]
            if self._gaps or not unread:
                raise
            fresh = [Unit(unit.events, unit.tip or await self._read(unit.events)) for unit in units]
            return await self._log.append(fresh)

    async def _tip(self, events: list[NewEvent]) -> Tip | None:
        """The tip that these events follow. Raises IntegrityError when they don't follow."""
        name, first = events[0].aggregate_id, events[0].version
        if self._gaps:
            return await self._tip_with_gaps(events)
        if [event.version for event in events] != list(range(first, first + len(events))):
            raise IntegrityError(f"versions of {name} must be consecutive")
        known = self._tips.get(name)
        if known and known.version + 1 == first:
            return known
        if known is None and first in _FIRST_VERSIONS:
            return None
        return await self._read(events)

    async def _read(self, events: Sequence[NewEvent]) -> Tip | None:
        name, first = events[0].aggregate_id, events[0].version
        last = await self._log.last(name)
        if first not in ((last.version + 1,) if last else _FIRST_VERSIONS):
            raise IntegrityError(f"{name} is at version {last.version if last else None}: {first} does not follow")
        return last.tip if last else None

    async def _tip_with_gaps(self, events: list[NewEvent]) -> Tip | None:
        """Snapshots: any version that is not there yet."""
        history, tip = await self._log.load(events[0].aggregate_id, fresh=True)
        taken = {event.version for event in history}
        for event in events:
            if event.version in taken:
                raise IntegrityError(f"version {event.version} of {event.aggregate_id} is there already")
            taken.add(event.version)
        return tip

    def _keep(self, name: str, tip: Tip) -> None:
        self._tips[name] = tip
        self._tips.move_to_end(name)
        if len(self._tips) > _KEPT:
            self._tips.popitem(last=False)


def _new(event: StoredEvent) -> NewEvent:
    name = as_text(event.originator_id)
    event_id = event.event_id if isinstance(event, NamedEvent) else str(uuid.uuid4())
    return NewEvent(name, event.originator_version, event.topic, event.state, event_id)
