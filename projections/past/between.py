"""Tickets at two moments: their rows in a read model at each, and the events that made the difference."""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from domain.record.envelope import Recorded
from projections.past.changes import RowChange, changes
from projections.past.histories import as_told, holds, read_few, read_histories
from projections.past.source import Source
from projections.projection import Projection
from projections.running.build import Build
from projections.running.digest import digest
from projections.running.writer import unbroken
from projections.spans.asking import Bound, Span
from projections.sql.rows import Key, Row
from projections.store import ReadStore

Asked = Callable[[Connection], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class Between:
    """From one moment to a later one, told as they were or as they were known."""

    earlier: Bound
    later: Bound

    def made_by(self, history: Iterable[Recorded]) -> list[Recorded]:
        """The events that belong to the later moment and not to the earlier."""
        return [event for event in as_told(history, self.later) if not holds(event, self.earlier)]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different about a ticket, and what made it so."""

    number: str
    rows: tuple[RowChange, ...]
    events: tuple[Recorded, ...]


async def differences(
    source: Source,
    spans: Sequence[Span],
    between: Between,
    projection: Projection,
    asked: Asked,
    key: Sequence[str],
    zone: ZoneInfo,
) -> list[Difference]:
    """Of these tickets by number; those of which only events came that changed no row have none.

    ``asked`` are the rows that a read model is asked for, told apart by ``key``, which begins with the number.
    """
    events = [*await read_few(source, projection.kinds), *await read_histories(source, spans)]
    before, after = [
        await _rows(as_told(events, bound), projection, asked, zone) for bound in (between.earlier, between.later)
    ]
    found: dict[Key, list[RowChange]] = {}
    for change in changes(before, after, key):
        found.setdefault(change.key[:1], []).append(change)
    made = _by_history(events)
    return [
        Difference(
            span.number, tuple(found.get((span.number,), ())), tuple(between.made_by(made.get(span.history, ())))
        )
        for span in sorted(spans, key=lambda span: span.number)
    ]


def _by_history(events: Iterable[Recorded]) -> dict[str, list[Recorded]]:
    found: dict[str, list[Recorded]] = {}
    for event in events:
        found.setdefault(event.envelope.aggregate, []).append(event)
    return found


async def _rows(events: Sequence[Recorded], projection: Projection, asked: Asked, zone: ZoneInfo) -> list[Row]:
    async with folded(events, (projection,), zone) as store:
        with store.read() as connection:
            return [*asked(connection)]


@asynccontextmanager
async def folded(
    events: Sequence[Recorded], projections: Sequence[Projection], zone: ZoneInfo
) -> AsyncIterator[ReadStore]:
    """Read models of these events alone."""
    store = ReadStore.scratch(zone)
    try:
        await unbroken(_fold, store, events, projections)
        yield store
    finally:
        store.close()


def _fold(store: ReadStore, events: Sequence[Recorded], projections: Sequence[Projection]) -> None:
    with store.write() as connection:
        for build in map(Build.live, projections):
            build.start(connection, "", datetime.now(UTC))
            digest(connection, build, events, datetime.now(UTC))
