"""The tickets that a person's figures of speed and satisfaction come from."""

import json

from sqlalchemy import Connection, select

from domain.reports.period import Period
from projections.appraisals.acting import had
from projections.figures.rows.tables import CASES
from projections.sql.local import zone_of
from projections.sql.rows import Row


def solved_by(connection: Connection, number: str, period: Period) -> list[Row]:
    """Those of theirs that were first solved in the period, in the order of their solutions."""
    start, end = period.within(zone_of(connection))
    query = (
        select(CASES)
        .where(CASES.c.first_solved >= start, CASES.c.first_solved < end)
        .where(CASES.c.counts.is_(True), had({number}))
        .order_by(CASES.c.first_solved, CASES.c.number)
    )
    return [{**row, "scores": json.loads(row["scores"])} for row in connection.execute(query).mappings()]
