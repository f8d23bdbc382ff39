"""An aggregate's events after a version, for snapshots and cached aggregates: only those are read."""

import asyncio

from eventsourcing_nats.log import EventLog
from eventsourcing_nats.records import LoggedEvent


async def since(log: EventLog, aggregate_id: str, version: int | None) -> list[LoggedEvent]:
    """In version order, never stale; all for None. Raises what :meth:`EventLog.load` raises."""
    if version is not None:
        last = await log.last(aggregate_id)
        if last is None or last.version <= version:
            return []
        if found := await _before(log, last, last.version - version - 1):
            return found
    history, _ = await log.load(aggregate_id, fresh=True)
    return [event for event in history if version is None or event.version > version]


async def _before(log: EventLog, last: LoggedEvent, count: int) -> list[LoggedEvent] | None:
    """The ``count`` events before the last, and the last; None where it doesn't name them all or they moved."""
    places = last.ancestors[-count:] if count else ()
    earlier = await asyncio.gather(*map(log.at, places))
    found = [event for event in (*earlier, last) if event and event.aggregate_id == last.aggregate_id]
    wanted = list(range(last.version - count, last.version + 1))
    return found if [event.version for event in found] == wanted else None
