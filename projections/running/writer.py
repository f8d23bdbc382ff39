"""Writes batches: rows and position of every read model in one transaction, in a thread beside the event loop."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ParamSpec, TypeVar

from sqlalchemy import Connection

from domain.record.envelope import Recorded
from projections.running import bookkeeping
from projections.running.batch import Batch
from projections.running.bookkeeping import Parked
from projections.running.build import Build
from projections.running.digest import Digestion, write_all
from projections.store import ReadStore

P = ParamSpec("P")
T = TypeVar("T")


def write(store: ReadStore, builds: Sequence[Build], before: int, events: Sequence[Recorded], at: datetime) -> None:
    """Fold events into read models; raises Overtaken, nothing written, if one does not stand at ``before``.

    Folded beside whoever writes: only what came of it is written while others wait.
    """
    with store.read() as connection:
        bookkeeping.require_at(connection, [build.name for build in builds], before)
        digestions = _digestions(connection, builds, events)
        for digestion in digestions:
            digestion.fold(connection)
    with store.write() as connection:
        _write(connection, digestions, before, events, at)


def fold(
    connection: Connection, builds: Sequence[Build], before: int, events: Sequence[Recorded], at: datetime
) -> None:
    """As :func:`write`, in the caller's transaction."""
    _write(connection, _digestions(connection, builds, events), before, events, at)


def _digestions(connection: Connection, builds: Sequence[Build], events: Sequence[Recorded]) -> list[Digestion]:
    batch, parked = Batch(events), _parked(connection)
    return [Digestion(build, batch, parked.get(build.name, [])) for build in builds]


def _write(
    connection: Connection, digestions: Sequence[Digestion], before: int, events: Sequence[Recorded], at: datetime
) -> None:
    names = [digestion.build.name for digestion in digestions]
    bookkeeping.advance(connection, names, before, events[-1], at)
    write_all(connection, digestions, _parked(connection), at)


def _parked(connection: Connection) -> dict[str, list[Parked]]:
    """By the name of the build."""
    found: dict[str, list[Parked]] = {}
    for entry in bookkeeping.parked(connection):
        found.setdefault(entry.projection, []).append(entry)
    return found


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
