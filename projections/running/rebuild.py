"""Builds a read model anew beside the one in use, and swaps when it has caught up: readers never see it half done."""

from collections.abc import Callable
from contextlib import aclosing
from datetime import datetime
from typing import Final

import structlog
from sqlalchemy import Connection, select

from projections.errors import Overtaken, StoreAway
from projections.projection import Log, Projection
from projections.running.bookkeeping import POSITIONS
from projections.running.build import Build
from projections.running.collecting import seldom_collected
from projections.running.reading import BATCH, read
from projections.running.writer import unbroken, write
from projections.store import ReadStore

log = structlog.get_logger(__name__)

Progress = Callable[[int, int], None]
"""Called with events done and events to do."""

_ROUNDS: Final = 50
"""How often a build runs after a log that grows before it swaps a few events behind; the runner catches up then."""


async def rebuild(
    source: Log,
    store: ReadStore,
    projection: Projection,
    *,
    epoch: str,
    clock: Callable[[], datetime],
    until: int | None = None,
    progress: Progress | None = None,
    size: int = BATCH,
) -> int:
    """Build from the log's beginning, up to ``until`` or its end, and swap; the position reached.

    May run beside a runner, in this process or another. Raises Overtaken if the same build is begun elsewhere.
    """
    build = Build.beside(projection)
    await unbroken(_in_transaction, store, lambda connection: build.start(connection, epoch, clock()))
    try:
        with seldom_collected():
            position = await _built(source, store, build, clock, until, progress, size)
    except Overtaken:
        raise  # the tables beside are another's now
    except BaseException:
        await unbroken(_in_transaction, store, build.abandon)
        raise
    log.info("projection_rebuilt", projection=projection.name, version=projection.version, position=position)
    return position


async def _built(
    source: Log,
    store: ReadStore,
    build: Build,
    clock: Callable[[], datetime],
    until: int | None,
    progress: Progress | None,
    size: int,
) -> int:
    position = 0
    for patience in range(_ROUNDS, -1, -1):
        end = until if until is not None else await source.end()
        async with aclosing(read(source, position, end, size)) as pieces:
            async for events in pieces:
                await unbroken(write, store, [build], position, events, clock())
                position = events[-1].sequence
                if progress is not None:
                    progress(position, end)
        if patience == _ROUNDS:
            await unbroken(_in_transaction, store, build.index)
        if await unbroken(_swapped, store, build, position, until is not None, patience == 0):
            break
    return position


def _swapped(store: ReadStore, build: Build, position: int, ahead_is_fine: bool, last: bool) -> bool:
    """Swap, unless the one in use has got further than the build, or is being read all the time; the last try is it."""
    try:
        with store.write() as connection:
            if not (ahead_is_fine or last) and _live_position(connection, build) > position:
                return False
            build.take_over(connection)
            return True
    except StoreAway:
        if last:
            raise
        return False


def _live_position(connection: Connection, build: Build) -> int:
    """Where the read model in use stands; one of another version or log is no measure."""
    own, live = POSITIONS.alias(), POSITIONS.alias()
    query = select(live.c.position).join(own, (own.c.epoch == live.c.epoch) & (own.c.version == live.c.version))
    names = (own.c.projection == build.name, live.c.projection == build.projection.name)
    return connection.execute(query.where(*names)).scalar() or 0


def _in_transaction(store: ReadStore, work: Callable[[Connection], None]) -> None:
    with store.write() as connection:
        work(connection)
