"""After a stop of any length: all that fell due meanwhile is noted once, in order of time, before anything new is."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from consumers.deadlines.deadlines import Deadlines
from consumers.timers.told import Told

log = structlog.get_logger(__name__)

_LOOK: Final = 0.1
_TELLING: Final = 0.5
"""Seconds within which nats-server 2.15.1 tells a timer of the past: twice what was ever seen (0.26)."""
_STUBBORN: Final = 5.0
"""Seconds for which events that fail and are tried again are waited for."""


async def catch_up(deadlines: Deadlines, told: Told, events_waiting: Callable[[], Awaitable[tuple[int, int]]]) -> int:
    """How many timers had been told. ``events_waiting`` are events not heard yet, and heard but not dealt with."""
    await _until_heard(events_waiting)
    await asyncio.sleep(_TELLING)
    found = await told.news()
    while new := await _more(told):
        found += new
    failed = await deadlines.settle(found)
    if found:
        log.info("timers_caught_up", told=len(found), failed=len(failed))
    return len(found)


async def _more(told: Told) -> list[str]:
    await asyncio.sleep(_TELLING)
    return await told.news()


async def _until_heard(events_waiting: Callable[[], Awaitable[tuple[int, int]]]) -> None:
    """Each event that is not heard yet may set a timer of the past."""
    loop = asyncio.get_running_loop()
    since: float | None = None
    while True:
        unheard, open_ = await events_waiting()
        if unheard == 0:
            since = loop.time() if since is None else since
            if open_ == 0 or loop.time() - since > _STUBBORN:
                return
        await asyncio.sleep(_LOOK)
