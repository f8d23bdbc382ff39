"""What rounds ask of tickets of ours, and the cases of a period as documents about a person count them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Column, Connection, and_, func, or_, select

from projections.figures.rows.tables import CASES, COMPLAINTS
from projections.sql.rows import Row


@dataclass(frozen=True, slots=True)
class Cases:
    """What happened from ``start`` up to ``end``, as far as was known at ``now``; duplicates and the like left out."""

    start: datetime
    end: datetime
    now: datetime
    rows: tuple[Row, ...]
    complaints: tuple[Row, ...]

    def having(self, moment: str) -> list[Row]:
        """The tickets whose ``reported``, ``first_solved``, ``answered`` ... lies in the period."""
        return [row for row in self.rows if row[moment] is not None and self.start <= row[moment] < self.end]


_MOMENTS: Final[tuple[Column[datetime], ...]] = (
    CASES.c.reported,
    CASES.c.first_response,
    CASES.c.first_solved,
    CASES.c.answered,
)


def cases(connection: Connection, start: datetime, end: datetime, now: datetime) -> Cases:
    """All that figures of a period need."""
    touched = or_(*(and_(moment >= start, moment < end) for moment in _MOMENTS))
    found = connection.execute(select(CASES).where(touched, CASES.c.counts.is_(True))).mappings()
    raised = and_(COMPLAINTS.c.raised >= start, COMPLAINTS.c.raised < end, COMPLAINTS.c.withdrawn.is_(False))
    complaints = connection.execute(select(COMPLAINTS).where(raised)).mappings()
    named = ({**row, "ticket": row["ticket"] and f"ticket-{row['ticket']}"} for row in complaints)
    return Cases(start, end, now, tuple(_read(dict(row) for row in found)), tuple(named))


def _read(rows: Iterable[Row]) -> Iterable[Row]:
    for row in rows:
        parts = [wait / 1000 for wait in json.loads(row["waits"])]
        recommend = {1: 10, 0: 8, -1: 0}[row["points"]] if row["recommending"] else None
        said = {"scores": json.loads(row["scores"]), "parts": parts, "recommend": recommend}
        yield {**row, **said, "low": not row["content"]}


def began(connection: Connection) -> datetime | None:
    """When the first ticket that was opened here, and not imported, was reported."""
    return connection.execute(select(func.min(CASES.c.reported)).where(CASES.c.imported.is_(False))).scalar()


def counts(connection: Connection, since: datetime, until: datetime) -> dict[tuple[str, str], int]:
    """How many tickets of ours were reported from ``since`` up to ``until``: by product, region and kind."""
    found: dict[tuple[str, str], int] = {}
    for by, column in (("product", CASES.c.product), ("region", CASES.c.region), ("kind", CASES.c.kind)):
        query = (
            select(column, func.count())
            .where(CASES.c.reported >= since, CASES.c.reported < until, CASES.c.imported.is_(False))
            .where(column.is_not(None))
            .group_by(column)
        )
        found |= {(by, of): count for of, count in connection.execute(query)}
    return found


def unconfirmed(connection: Connection, before: datetime) -> list[str]:
    """Tickets of ours that were solved before a moment and wait for the customer's word, the oldest first."""
    query = (
        select(CASES.c.number)
        .where(CASES.c.solved < before, CASES.c.ended.is_(None), CASES.c.imported.is_(False))
        .order_by(CASES.c.solved, CASES.c.number)
    )
    return list(connection.execute(query).scalars())
