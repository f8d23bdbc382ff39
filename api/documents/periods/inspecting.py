"""The inspections in an appraisal: those whose scores were given in the period, whenever they were closed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, cast

from sqlalchemy import Connection, select

from api.documents.told import Inspected
from api.service import Service
from api.tables.reading import fetch
from domain.matters.inspections.events import TicketScored
from domain.matters.inspections.state import Inspection
from domain.matters.kinds import MATTERS as KINDS
from domain.record.envelope import Recorded
from domain.reports.period import Period
from projections.matters.folding import MATTERS, state
from projections.sql.rows import Row

_SCORED: Final = frozenset({"passed", "finding-raised", "answered", "accepted", "upheld", "closed"})


async def inspections_of(service: Service, number: str, period: Period) -> list[Inspected]:
    """Of this person's work; a scoring that was entered later stands in the period in which it happened."""
    start, end = period.within(service.zone)
    found: list[Inspected] = []
    for row in await fetch(service.read, lambda connection: _about(connection, number, start, end)):
        at = scored(await service.desk.events_of(f"inspection-{row['matter']}"))
        if at is not None and start <= at < end:
            found.append(_inspected(row))
    return found


def scored(events: Iterable[Recorded]) -> datetime | None:
    """When it was scored."""
    return next((each.envelope.occurred for each in events if isinstance(each.event, TicketScored)), None)


def _about(connection: Connection, number: str, start: datetime, end: datetime) -> list[Row]:
    """Those about them that are scored, and that may have been then: begun before its end, changed since its start."""
    query = (
        select(MATTERS)
        .where(MATTERS.c.kind == "inspection", MATTERS.c.updated >= start, MATTERS.c.opened < end)
        .order_by(MATTERS.c.matter)
    )
    rows = [dict(row) for row in connection.execute(query).mappings()]
    return [row for row in rows if _is_about(row, number)]


def _is_about(row: Row, number: str) -> bool:
    held = _held(row)
    return number in held.about and row["status"] in _SCORED and held.total is not None and held.pass_mark is not None


def _held(row: Row) -> Inspection:
    return cast("Inspection", state(KINDS["inspection"], row["held"]))


def _inspected(row: Row) -> Inspected:
    held, ticket = _held(row), str(row["ticket"] or "").removeprefix("ticket-")
    return Inspected(row["matter"], ticket, held.total or 0, held.pass_mark or 0, row["status"])
