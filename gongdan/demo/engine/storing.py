"""Into the event store while the next events are made: the appends go one after the other, so that order stays."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any, Final

import structlog

from domain.refusals import StoreUnavailable
from domain.store import Change, EventStore, History
from gongdan.demo.engine.batching import Batch

log = structlog.get_logger(__name__)

_PAUSES: Final = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
"""Seconds between tries while the store does not answer: a year of events is not given up for one slow minute."""
_AHEAD: Final = 4
"""Batches that wait to be stored before making more stops."""


async def store_all(store: EventStore, batches: Iterator[Batch], report: Callable[[Batch], None]) -> None:
    """Raises StoreUnavailable; what was stored until then stays."""
    waiting: asyncio.Queue[Batch | None] = asyncio.Queue(_AHEAD)
    writing = asyncio.create_task(_write(store, waiting, report))
    try:
        for batch in batches:
            putting = asyncio.create_task(waiting.put(batch))
            await asyncio.wait((putting, writing), return_when=asyncio.FIRST_COMPLETED)
            if writing.done():
                putting.cancel()
                break
            await asyncio.sleep(0)
        else:
            await waiting.put(None)
        await writing
    finally:
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)


async def _write(store: EventStore, waiting: "asyncio.Queue[Batch | None]", report: Callable[[Batch], None]) -> None:
    tips: dict[str, Any] = {}
    while (batch := await waiting.get()) is not None:
        changes = [Change(tips.get(events[0].envelope.aggregate), tuple(events)) for events in batch.events]
        histories = await _stored(store, changes)
        for events, history in zip(batch.events, histories, strict=True):
            tips[events[0].envelope.aggregate] = history.tip
        for key in batch.over:
            tips.pop(key, None)
        report(batch)


async def _stored(store: EventStore, changes: list[Change]) -> list[History]:
    """Appended, with patience: the same events again are stored once. Raises StoreUnavailable after the last try."""
    for pause in _PAUSES:
        try:
            return await store.append(changes)
        except StoreUnavailable:
            log.warning("demo_store_waited_for", retry_in=pause)
            await asyncio.sleep(pause)
    return await store.append(changes)
