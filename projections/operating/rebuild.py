"""Builds a read model anew beside the one in use, compares the two, and swaps: readers never see it half done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeVar

import structlog
from sqlalchemy import Connection

from projections.errors import NotComparable, Overtaken
from projections.operating.comparing import EXAMPLES, Comparison, compare
from projections.operating.growth import Growth, Progress, live_position
from projections.projection import Log, Projection
from projections.running.build import Build
from projections.running.reading import BATCH
from projections.running.writer import unbroken
from projections.store import ReadStore

log = structlog.get_logger(__name__)

T = TypeVar("T")

Swap = Literal["always", "if-equal", "never"]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """``comparison`` is None where the one in use is of another version or log, or there was none."""

    position: int
    swapped: bool
    comparison: Comparison | None


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
    swap: Swap = "always",
    examples: int = EXAMPLES,
) -> Rebuilt:
    """Build from the log's beginning, compare, and swap at the log's end (or at ``until``, not compared then).

    May run beside a runner, in this process or another. ``swap`` never: only compares, and raises NotComparable where
    it can't. Raises Overtaken if the same build is begun elsewhere; whatever it raises, the one in use is as it was.
    """
    build = Build.beside(projection)
    await unbroken(_in_transaction, store, lambda connection: build.start(connection, epoch, clock()))
    try:
        growth = Growth(source, store, build, clock, until=until, progress=progress, size=size)
        await growth.measure(epoch)
        rebuilt = await _rebuilt(growth, swap, examples)
    except Overtaken:
        raise  # the tables beside are another's now
    except BaseException:
        await unbroken(_in_transaction, store, build.abandon)
        raise
    log.info("projection_rebuilt" if rebuilt.swapped else "projection_compared", **_told(projection, rebuilt))
    return rebuilt


async def _rebuilt(growth: Growth, swap: Swap, examples: int) -> Rebuilt:
    comparison = await _compared(growth, examples)
    if comparison is None and swap == "never":
        raise NotComparable(growth.build.projection.name)
    if swap == "never" or (swap == "if-equal" and comparison and not comparison.equal):
        await unbroken(_in_transaction, growth.store, growth.build.abandon)
        return Rebuilt(growth.position, False, comparison)
    await growth.grow(growth.until if growth.until is not None else await growth.source.end())
    await unbroken(_in_transaction, growth.store, growth.build.index)
    await growth.swap()
    return Rebuilt(growth.position, True, comparison)


async def _compared(growth: Growth, examples: int) -> Comparison | None:
    """The build fed as far as the one in use, and both compared there while neither moves."""
    live = await unbroken(_in_transaction, growth.store, lambda connection: live_position(connection, growth.build))
    if live is None or growth.until is not None or not growth.measured:
        return None
    await growth.grow(live)

    def look(connection: Connection) -> Comparison:
        position = live_position(connection, growth.build)
        if position is None or position < growth.position:  # it was swapped for another meanwhile
            raise Overtaken(growth.build.projection.name)
        return compare(connection, growth.build, position, examples)

    return await growth.level(look)


def _told(projection: Projection, rebuilt: Rebuilt) -> dict[str, object]:
    equal = rebuilt.comparison.equal if rebuilt.comparison else None
    return {
        "projection": projection.name,
        "version": projection.version,
        "position": rebuilt.position,
        "equal": equal,
    }


def _in_transaction(store: ReadStore, work: Callable[[Connection], T]) -> T:
    with store.write() as connection:
        return work(connection)
