"""The tables that were in use before the last swap: put back into use, or dropped."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import structlog

from projections.errors import NothingKept
from projections.operating.growth import Growth, Progress
from projections.projection import Log, Projection
from projections.running import bookkeeping
from projections.running.bookkeeping import Position
from projections.running.build import Build
from projections.running.reading import verify
from projections.running.writer import unbroken
from projections.store import ReadStore

log = structlog.get_logger(__name__)


async def roll_back(
    source: Log,
    store: ReadStore,
    projection: Projection,
    *,
    epoch: str,
    clock: Callable[[], datetime],
    progress: Progress | None = None,
) -> int:
    """Bring the kept tables up to now and exchange them with those in use; the position reached.

    Those in use are kept in their turn, so that this can be undone. Raises NothingKept where there are none that this
    program can read, PositionRefused where they are of another log.
    """
    build = Build.kept(projection)
    stored = await unbroken(_usable, store, projection)
    await verify(source, epoch, replace(stored, projection=projection.name))
    growth = Growth(source, store, build, clock, position=stored.position, progress=progress)
    await growth.measure(epoch)
    await growth.swap()
    log.info("projection_rolled_back", projection=projection.name, was=stored.position, position=growth.position)
    return growth.position


def discard(store: ReadStore, projection: Projection) -> bool:
    """Drop the kept tables; False where there were none."""
    build = Build.kept(projection)
    with store.write() as connection:
        found = bookkeeping.stands(connection, build.name) is not None
        build.abandon(connection)
    return found


def _usable(store: ReadStore, projection: Projection) -> Position:
    with store.read() as connection:
        stored = bookkeeping.stands(connection, Build.kept(projection).name)
    if stored is None:
        raise NothingKept("nothing-kept", name=projection.name)
    if stored.version != projection.version:
        raise NothingKept("kept-version", name=projection.name, stored=stored.version, current=projection.version)
    return stored
