"""Tickets that a read model parked: shown without what they say, and folded again by the code of now."""

from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import Connection

from domain.record.envelope import Envelope, Recorded
from projections.errors import NotReadable
from projections.operating.growth import Fetch, alone_with_log
from projections.projection import Log, Projection
from projections.running import bookkeeping
from projections.running.bookkeeping import Parked
from projections.running.build import Build
from projections.running.digest import digest
from projections.running.reading import read
from projections.running.writer import unbroken
from projections.store import ReadStore

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many tickets are back in the read model, and which could not be digested again."""

    mended: int
    parked: tuple[Parked, ...]


def dead_letters(store: ReadStore, projections: Sequence[Projection]) -> list[Parked]:
    """What the read models in use leave out, in log order."""
    names = {projection.name for projection in projections}
    with store.read() as connection:
        return [entry for entry in bookkeeping.parked(connection) if entry.projection in names]


async def envelope_of(source: Log, entry: Parked) -> Envelope:
    """The envelope of the event that parked a ticket; of one that can't be read, what the log says of it."""
    found = [event async for event in _events(source, entry.position - 1, entry.position)]
    return found[0].envelope


async def replay(
    source: Log,
    store: ReadStore,
    projection: Projection,
    aggregates: Collection[str] | None = None,
    *,
    clock: Callable[[], datetime],
) -> Replayed:
    """Fold the parked events and all later ones of these tickets (None: of all), in one transaction.

    A ticket that fails again stays parked. May run beside a runner: while it writes nobody else does, so that no event
    is folded twice and none missed. A read model whose rows mix tickets gets them out of log order: rebuild that one.
    """
    chosen = await unbroken(_chosen, store, projection, aggregates)
    if not chosen:
        return Replayed(0, ())
    waiting = {entry.aggregate: entry.position for entry in chosen}
    end = await source.end()
    known = [event async for event in _events(source, min(waiting.values()) - 1, end) if _due(event, waiting)]

    def again(connection: Connection, fetch: Fetch) -> Replayed:
        live = _readable(connection, projection)
        new = fetch(end, live) if live > end else []
        due = [event for event in (*known, *new) if event.sequence <= live and _due(event, waiting)]
        return _again(connection, projection, waiting, due, clock())

    replayed = await alone_with_log(source, store, again)
    log.info("tickets_replayed", projection=projection.name, mended=replayed.mended, still_parked=len(replayed.parked))
    return replayed


def _chosen(store: ReadStore, projection: Projection, aggregates: Collection[str] | None) -> list[Parked]:
    found = dead_letters(store, [projection])
    return [entry for entry in found if aggregates is None or entry.aggregate in aggregates]


def _again(
    connection: Connection, projection: Projection, waiting: dict[str, int], events: list[Recorded], at: datetime
) -> Replayed:
    """Who was unparked meanwhile, by a rebuild or another replay, is left alone."""
    before = _of(connection, projection, waiting)
    before = {name: entry for name, entry in before.items() if entry.position == waiting[name]}
    bookkeeping.unpark(connection, projection.name, before)
    due = [event for event in events if event.envelope.aggregate in before]
    digest(connection, Build.live(projection), due, at)
    for entry in before.values():
        bookkeeping.parked_still(connection, entry)
    still = _of(connection, projection, before)
    return Replayed(len(before) - len(still), tuple(still.values()))


def _of(connection: Connection, projection: Projection, aggregates: Collection[str]) -> dict[str, Parked]:
    parked = bookkeeping.parked(connection, projection.name)
    return {entry.aggregate: entry for entry in parked if entry.aggregate in aggregates}


def _readable(connection: Connection, projection: Projection) -> int:
    """Up to where the read model was read; raises NotReadable where its tables are not this program's."""
    live = bookkeeping.stands(connection, projection.name)
    if live is None or live.version != projection.version:
        raise NotReadable("other-version", name=projection.name)
    return live.position


def _due(event: Recorded, waiting: dict[str, int]) -> bool:
    return event.sequence >= waiting.get(event.envelope.aggregate, event.sequence + 1)


async def _events(source: Log, after: int, until: int) -> AsyncIterator[Recorded]:
    async with aclosing(read(source, after, until)) as pieces:
        async for events in pieces:
            for event in events:
                yield event
