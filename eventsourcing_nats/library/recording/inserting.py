"""The library gives versions where the log wants tips: known tips are kept, others read at the leader."""

import uuid
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace

from eventsourcing.persistence import IntegrityError, ProgrammingError, StoredEvent, Tracking

from eventsourcing_nats.errors import StaleTip
from eventsourcing_nats.library.recording.ids import as_text
from eventsourcing_nats.library.recording.named import NamedEvent
from eventsourcing_nats.library.recording.trackings import Trackings, is_tracking
from eventsourcing_nats.log import EventLog
from eventsourcing_nats.records import NewEvent, Tip, Unit

_KEPT = 10_000
_FIRST_VERSIONS = (0, 1)


class Inserter:
    """Inserts stored events of any aggregates, and the tracking of what caused them, as one indivisible append."""

    def __init__(self, log: EventLog, *, gaps: bool) -> None:
        self._log, self._gaps = log, gaps
        self._tips: OrderedDict[str, Tip] = OrderedDict()
        self._highest: dict[str, int] = {}
        self.trackings = Trackings(log)

    async def insert(self, stored: Sequence[StoredEvent], tracking: Tracking | None = None) -> list[int]:
        """The events' sequences, in the order given.

        Raises IntegrityError when a version is taken or does not follow, or the tracking was processed already.
        """
        units = [Unit(tuple(events), await self._tip(events)) for events in _grouped(stored)]
        tips = await self._append(units, tracking)
        places: dict[tuple[str, int], int] = {}
        for unit, tip in zip(units, tips, strict=True):
            self._keep(unit, tip)
            start = tip.sequence - len(unit.events) + 1
            places |= {(unit.aggregate_id, event.version): start + n for n, event in enumerate(unit.events)}
        return [places[as_text(event.originator_id), event.originator_version] for event in stored]

    async def _append(self, units: list[Unit], tracking: Tracking | None) -> list[Tip]:
        """The tips of the events' units. What turns out to be out of date is read and tried once more."""
        try:
            return await self._append_once(units, tracking)
        except StaleTip as error:
            for name in error.aggregate_ids:
                self._forget(name)
                self.trackings.forget(name)
            fresh = [await self._looked_up(unit) for unit in units]
            if fresh == units and not any(map(is_tracking, error.aggregate_ids)):
                raise
            return await self._append_once(fresh, tracking)

    async def _append_once(self, units: list[Unit], tracking: Tracking | None) -> list[Tip]:
        """The tracking goes first, so that the stream ends with an event wherever there is one."""
        if tracking is None:
            return await self._log.append(units)
        tip, *tips = await self._log.append([await self.trackings.unit(tracking), *units])
        self.trackings.keep(tracking, tip)
        return tips

    async def _looked_up(self, unit: Unit) -> Unit:
        """A first version was tried unread; where it meets an aggregate, its version decides.

        A snapshot goes after any other, of whatever version.
        """
        if self._gaps:
            return replace(unit, tip=await self._tip_with_gaps(unit.events))
        if unit.tip is not None:
            return unit
        return replace(unit, tip=await self._read(unit.events))

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
        tip = await self._log.tip(name)
        version = tip.version if tip and tip.exists else None
        if first not in (_FIRST_VERSIONS if version is None else (version + 1,)):
            raise IntegrityError(f"{name} is at version {version}: {first} does not follow")
        return tip

    async def _tip_with_gaps(self, events: Sequence[NewEvent]) -> Tip | None:
        """Snapshots: any version that is not there yet. Read where not each is higher than all that are known."""
        name, versions = events[0].aggregate_id, [event.version for event in events]
        known = self._tips.get(name)
        if known and self._highest[name] < versions[0] and versions == sorted(set(versions)):
            return known
        history, tip = await self._log.load(name, fresh=True)
        taken = {event.version for event in history}
        for event in events:
            if event.version in taken:
                raise IntegrityError(f"version {event.version} of {name} is there already")
            taken.add(event.version)
        self._highest[name] = max(taken)
        return tip

    def _keep(self, unit: Unit, tip: Tip) -> None:
        name = unit.aggregate_id
        self._tips[name] = tip
        self._tips.move_to_end(name)
        if self._gaps:
            self._highest[name] = max(self._highest.get(name, 0), *(event.version for event in unit.events))
        if len(self._tips) > _KEPT:
            self._forget(next(iter(self._tips)))

    def _forget(self, name: str) -> None:
        self._tips.pop(name, None)
        self._highest.pop(name, None)


def _grouped(stored: Sequence[StoredEvent]) -> list[list[NewEvent]]:
    """The events of each aggregate, aggregates in the order of their first event."""
    groups: dict[str, list[NewEvent]] = {}
    for event in stored:
        name = as_text(event.originator_id)
        if is_tracking(name):
            raise ProgrammingError(f"aggregate id {name!r} is reserved for trackings: choose another")
        event_id = event.event_id if isinstance(event, NamedEvent) else str(uuid.uuid4())
        new = NewEvent(name, event.originator_version, event.topic, event.state, event_id)
        groups.setdefault(name, []).append(new)
    return list(groups.values())
