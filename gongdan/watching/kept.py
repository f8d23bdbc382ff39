"""Keeps what looks after the service going: a watch that ended unseen would call well what nobody looks at any more."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

import structlog

from gongdan.ending import ended
from projections.running.faults import fault

log = structlog.get_logger(__name__)

Watching = Callable[[], Awaitable[None]]
"""For ever, as far as it was foreseen."""

_AGAIN: Final = 5.0


async def kept(name: str, watching: Watching) -> None:
    """For ever: what it fails of unforeseen is logged, and it begins anew."""
    while True:
        try:
            await watching()
        except Exception as error:
            log.error("watch_failed", watch=name, retry_in=_AGAIN, **fault(error))
        await asyncio.sleep(_AGAIN)


@asynccontextmanager
async def under_way(name: str, watching: Watching) -> AsyncIterator[None]:
    """Kept until it is left."""
    task = asyncio.create_task(kept(name, watching))
    try:
        yield
    finally:
        await ended(task)
