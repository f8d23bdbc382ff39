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
from projections.past.masking import unnamed
from projections.past.source import Source
from projections.projection import Projection
from projections.running.build import Build
from projections.running.digest import digest
from projections.running.writer import unbroken
from projections.spans.asking import Bound, Span
from projections.sql.rows import Key, Row
from projections.store import ReadStore
from projections.wording.companies import of_company

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
    """What is different about a ticket, and what made it so; ``company``: whether its customer is one, as is known now.

    Of a metric, ``number`` is its name, and ``cases`` are how many it counts otherwise.
    """

    number: str
    rows: tuple[RowChange, ...]
    events: tuple[Recorded, ...]
    company: bool = False
    cases: int | None = None


async def differences(
    source: Source,
    spans: Sequence[Span],
    between: Between,
    projection: Projection,
    asked: Asked,
    key: Sequence[str],
    zone: ZoneInfo,
    policy: str,
) -> list[Difference]:
    """Of these tickets by number; those of which only events came that changed no row have none.

    ``asked`` are the rows that a read model is asked for, told apart by ``key``, which begins with the number;
    ``policy`` is the default pack of the deployment.
    """

    async def rows(bound: Bound) -> list[Row]:
        async with folded(as_told(events, bound), (projection,), zone, policy) as store:
            with store.read() as connection:
                return [*asked(connection)]

    events = [*await read_few(source, projection.kinds), *await read_histories(source, spans)]
    before, after = await rows(between.earlier), await rows(between.later)
    found: dict[Key, list[RowChange]] = {}
    for change in changes(before, after, key):
        found.setdefault(change.key[:1], []).append(change)
    histories = _by_history(events)
    return [
        _difference(span, found.get((span.number,), []), histories.get(span.history, []), between)
        for span in sorted(spans, key=lambda span: span.number)
    ]


def _difference(span: Span, rows: Iterable[RowChange], history: Sequence[Recorded], between: Between) -> Difference:
    company = bool(history) and of_company(history)
    shown = tuple(rows) if company else tuple(map(unnamed, rows))
    return Difference(span.number, shown, tuple(between.made_by(history)), company)


def _by_history(events: Iterable[Recorded]) -> dict[str, list[Recorded]]:
    found: dict[str, list[Recorded]] = {}
    for event in events:
        found.setdefault(event.envelope.aggregate, []).append(event)
    return found


@asynccontextmanager
async def folded(
    events: Sequence[Recorded], projections: Sequence[Projection], zone: ZoneInfo, policy: str
) -> AsyncIterator[ReadStore]:
    """Read models of these events alone."""
    store = ReadStore.scratch(zone, policy)
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
