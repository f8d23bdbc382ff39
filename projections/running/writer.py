"""Writes batches: rows and position of every read model in one transaction, in a thread beside the event loop."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ParamSpec, TypeVar

from sqlalchemy import Connection

from domain.record.envelope import Recorded
from projections.running import bookkeeping
from projections.running.build import Build
from projections.running.digest import digest
from projections.running.measures import folding
from projections.store import ReadStore

P = ParamSpec("P")
T = TypeVar("T")


def write(store: ReadStore, builds: Sequence[Build], before: int, events: Sequence[Recorded], at: datetime) -> None:
    """Fold events into read models; raises Overtaken, nothing written, if one does not stand at ``before``."""
    with store.write() as connection:
        fold(connection, builds, before, events, at)


def fold(
    connection: Connection, builds: Sequence[Build], before: int, events: Sequence[Recorded], at: datetime
) -> None:
    """As :func:`write`, in the caller's transaction."""
    for build in builds:
        bookkeeping.advance(connection, build.name, before, events[-1], at)
        with folding(build, events):
            digest(connection, build, events, at)


async def unbroken(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run in a thread; a cancellation waits until it is done, so that nothing runs on unseen after a stop.

    What it raised then is nobody's any more: its transaction was rolled back.
    """
    task = asyncio.ensure_future(asyncio.to_thread(function, *args, **kwargs))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        task.exception()
        raise
