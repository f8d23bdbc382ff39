"""The cases of a period: those reported, solved, answered in it, read once for all figures."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Column, Connection, and_, func, or_, select

from projections.figures.tables import CASES, COMPLAINTS
from projections.sql.rows import Row

NOT_COUNTED: Final = frozenset({"merged", "duplicate", "invalid"})
"""Endings of tickets that are no request of their own."""


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
        return [row for row in self.rows if row[moment] is not None and self.holds(row[moment])]

    def holds(self, at: datetime) -> bool:
        return self.start <= at < self.end

    def within(self, start: datetime, end: datetime) -> "Cases":
        """A part of the period."""
        complaints = tuple(row for row in self.complaints if start <= row["raised"] < end)
        return Cases(start, end, self.now, self.rows, complaints)


_MOMENTS: Final[tuple[Column[datetime], ...]] = (
    CASES.c.reported,
    CASES.c.first_response,
    CASES.c.first_solved,
    CASES.c.answered,
)


def cases(connection: Connection, start: datetime, end: datetime, now: datetime) -> Cases:
    """All that figures of a period need."""
    touched = or_(*(and_(moment >= start, moment < end) for moment in _MOMENTS))
    found = connection.execute(select(CASES).where(touched)).mappings()
    raised = and_(COMPLAINTS.c.raised >= start, COMPLAINTS.c.raised < end, COMPLAINTS.c.withdrawn.is_(False))
    complaints = connection.execute(select(COMPLAINTS).where(raised)).mappings()
    return Cases(start, end, now, tuple(_counted(dict(row) for row in found)), tuple(dict(row) for row in complaints))


def _counted(rows: Iterable[Row]) -> Iterable[Row]:
    for row in rows:
        if row["reported"] is not None and row["ended_as"] not in NOT_COUNTED:
            yield {**row, "scores": json.loads(row["scores"]), "parts": json.loads(row["parts"])}


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
