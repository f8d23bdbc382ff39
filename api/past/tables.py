"""The differences of the register and of progress: of tickets page by page, as far as the caller sees them."""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Select

from api.past.asked import MOST, DifferencesAsked
from api.service import Service
from api.tables.reading import fetch
from projections import progress, register
from projections.past.between import Between, Difference, differences
from projections.past.knowing import bound_of
from projections.projection import Projection
from projections.sheets.sheet import Reader
from projections.spans import asking
from projections.spans.asking import Span
from projections.sql.rows import Row
from projections.wording.remarks import remark

_ALL: Final = 1_000_000
KEPT_UP: Final = frozenset(
    {"version", "events", "updated", "recorded", "last_event", "last_activity", "command", "resumes_at"}
)
"""Columns of the register that every event moves, or that rules alone need: the events themselves say as much."""


@dataclass(frozen=True, slots=True)
class Page:
    """``next`` is the number after which the next page begins."""

    found: list[Difference]
    next: str | None
    count: int


async def between(service: Service, asked: DifferencesAsked) -> Between:
    end = await service.log.end()
    moments = (asked.earlier, asked.later)
    earlier, later = [await bound_of(service.log, service.read, at, end, known=asked.known) for at in moments]
    return Between(earlier, later)


async def page(
    service: Service, asked: DifferencesAsked, moments: Between, among: Select[tuple[str]] | None, reader: Reader
) -> Page:
    spans, count = await fetch(service.read, lambda connection: _spans(connection, asked, moments, among))
    projection, key = _TABLES[asked.of]

    def rows(connection: Connection) -> Iterable[Row]:
        return _registered(connection) if asked.of == "register" else _steps(connection, reader)

    found = await differences(service.log, spans, moments, projection, rows, key, service.zone, service.read.policy)
    return Page(found, spans[-1].number if len(spans) == asked.limit else None, count)


async def everything(
    service: Service, asked: DifferencesAsked, moments: Between, among: Select[tuple[str]] | None, reader: Reader
) -> AsyncIterator[Difference]:
    """Of all pages."""
    asked = asked.model_copy(update={"limit": MOST, "page": None})
    while True:
        some = await page(service, asked, moments, among, reader)
        for each in some.found:
            yield each
        if some.next is None:
            return
        asked = asked.model_copy(update={"page": some.next})


_TABLES: Final[dict[str, tuple[Projection, Sequence[str]]]] = {
    "register": (register.PROJECTION, ("number",)),
    "progress": (progress.PROJECTION, ("number", "version")),
}
"""The read model of each table, and what tells its rows apart."""


def _spans(
    connection: Connection, asked: DifferencesAsked, moments: Between, among: Select[tuple[str]] | None
) -> tuple[list[Span], int]:
    earlier, later = moments.earlier, moments.later
    if asked.ticket is not None:
        among = asking.only(asked.ticket, among)
    found = asking.changed_between(connection, earlier, later, among, asked.page, asked.limit)
    return found, asking.count_between(connection, earlier, later, among)


def _registered(connection: Connection) -> Iterable[Row]:
    for row in register.page(connection, sort="number", limit=_ALL).rows:
        yield {name: value for name, value in row.items() if name not in KEPT_UP}


def _steps(connection: Connection, reader: Reader) -> Iterable[Row]:
    for row in progress.page(connection, sort="number", limit=_ALL).rows:
        yield row | {"remark": remark(row, reader)}
