"""Into the event store while the next events are made: the appends go one after the other, so that order stays."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any, Final

from domain.store import Change, EventStore
from gongdan.demo.engine.batching import Batch
from gongdan.storing.patiently import appended

_AHEAD: Final = 4
"""Batches that wait to be stored before making more stops."""


async def store_all(store: EventStore, batches: Iterator[Batch], report: Callable[[Batch], None]) -> None:
    """Raises StoreUnavailable, and what making raises; what was made until then is stored and reported."""
    waiting: asyncio.Queue[Batch | None] = asyncio.Queue(_AHEAD)
    writing = asyncio.create_task(_write(store, waiting, report))
    try:
        try:
            for batch in batches:
                if not await _handed_on(waiting, writing, batch):
                    break
        finally:
            await _handed_on(waiting, writing, None)
            await writing
    finally:
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)


async def _handed_on(waiting: "asyncio.Queue[Batch | None]", writing: asyncio.Task[None], batch: Batch | None) -> bool:
    """Whether it will be written: not once the writing has ended, for whatever reason."""
    putting = asyncio.create_task(waiting.put(batch))
    await asyncio.wait((putting, writing), return_when=asyncio.FIRST_COMPLETED)
    if writing.done():
        putting.cancel()
        return False
    await asyncio.sleep(0)
    return True


async def _write(store: EventStore, waiting: "asyncio.Queue[Batch | None]", report: Callable[[Batch], None]) -> None:
    tips: dict[str, Any] = {}
    while (batch := await waiting.get()) is not None:
        changes = [Change(tips.get(events[0].envelope.aggregate), tuple(events)) for events in batch.events]
        histories = await appended(store, changes)
        for events, history in zip(batch.events, histories, strict=True):
            tips[events[0].envelope.aggregate] = history.tip
        for key in batch.over:
            tips.pop(key, None)
        report(batch)
