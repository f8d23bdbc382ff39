"""The application's sequence is the stream, from which trackings are left out."""

from collections.abc import Sequence

from eventsourcing_nats.library.recording.trackings import is_tracking
from eventsourcing_nats.log import EventLog
from eventsourcing_nats.records import LoggedEvent

_PAGE = 500


def wanted(event: LoggedEvent, topics: Sequence[str]) -> bool:
    """Whether it is a notification, of these topics where there are any."""
    return not is_tracking(event.aggregate_id) and (not topics or event.topic in topics)


async def select(log: EventLog, first: int, limit: int, stop: int | None, topics: Sequence[str]) -> list[LoggedEvent]:
    """Up to ``limit`` notifications from ``first`` to ``stop``. Raises LogGap, ForeignMessage, StoreUnavailable."""
    chosen: list[LoggedEvent] = []
    end = await log.end()
    end = end if stop is None else min(stop, end)
    while len(chosen) < limit and first <= end:
        count = _PAGE if topics else limit - len(chosen)
        page = await _page(log, first, min(count, end - first + 1))
        chosen += [event for event in page if wanted(event, topics)]
        first += len(page) or 1
    return chosen[:limit]


async def last(log: EventLog) -> int | None:
    """The id of the last notification; None if there is none. Trackings behind it name the 64 before them."""
    trackings: set[int] = set()
    sequence = await log.end()
    while sequence:
        if sequence not in trackings:
            event = await log.at(sequence)
            if event is None or wanted(event, ()):
                return sequence
            trackings.update(event.ancestors)
        sequence -= 1
    return None


async def _page(log: EventLog, first: int, count: int) -> list[LoggedEvent]:
    """At least the first: on several servers a replica may trail the end, which the leader knows."""
    if page := await log.page(first, count):
        return page
    at_leader = await log.at(first)
    return [at_leader] if at_leader else []
