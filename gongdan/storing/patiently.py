"""Appending with patience: long work is not given up for one slow minute of the store."""

import asyncio
from collections.abc import Sequence
from typing import Final

import structlog

from domain.refusals import StoreUnavailable
from domain.store import Change, EventStore, History

log = structlog.get_logger(__name__)

PAUSES: Final = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
"""Seconds between tries while the store does not answer."""


async def appended(store: EventStore, changes: Sequence[Change]) -> list[History]:
    """The same events again are stored once. Raises StoreUnavailable after the last try, and what append raises."""
    for pause in PAUSES:
        try:
            return await store.append(changes)
        except StoreUnavailable as silent:
            log.warning("store_waited_for", retry_in=pause, why=str(silent))
            await asyncio.sleep(pause)
    return await store.append(changes)
