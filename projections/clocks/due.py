"""What runs out next of each ticket: for lists that show a row's remaining time."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, select

from projections.clocks.tables import CLOCKS, VOID


def next_due(connection: Connection, numbers: Collection[str]) -> dict[str, tuple[str, datetime]]:
    """The clock that runs out first, and when, by number; of those that run, and of tickets that have one."""
    number, clock, due = CLOCKS.c.number, CLOCKS.c.clock, CLOCKS.c.due
    query = (
        select(number, clock, due)
        .where(number.in_(numbers), CLOCKS.c.open == 1, CLOCKS.c.state != VOID, due.is_not(None))
        .order_by(number, due.desc())
    )
    return {row.number: (row.clock, row.due) for row in connection.execute(query)}
