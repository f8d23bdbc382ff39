"""Up to which position the log was known at a moment: the longest prefix in which no event was recorded later."""

import asyncio
from contextlib import aclosing
from datetime import datetime

from projections.projection import Log
from projections.running import bookkeeping
from projections.running.reading import read
from projections.spans.asking import Bound, piece_after
from projections.spans.folding import PROJECTION
from projections.store import ReadStore


async def bound_of(source: Log, live: ReadStore, at: datetime, end: int, *, known: bool) -> Bound:
    """The moment as it was, or as it was known in a log that ends at a position."""
    return Bound(at, await known_upto(source, live, at, end) if known else None)


async def known_upto(source: Log, live: ReadStore, at: datetime, end: int) -> int:
    """Found among the pieces of the log by what was recorded in each; that piece, or what follows all, is read."""
    start = await asyncio.to_thread(_from, live, at)
    async with aclosing(read(source, start - 1, end)) as pieces:
        async for events in pieces:
            for event in events:
                if event.envelope.recorded > at:
                    return event.sequence - 1
    return end


def _from(live: ReadStore, at: datetime) -> int:
    """All before this position was recorded by then."""
    with live.read() as connection:
        found = piece_after(connection, at)
        return found if found is not None else 1 + (bookkeeping.position_of(connection, PROJECTION.name) or 0)
