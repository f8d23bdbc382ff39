"""What runs out next of each ticket: for lists that show a row's remaining time."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from projections.clocks.tables import CLOCKS, VOID
from projections.sql.often import Listed, Often

_NUMBER, _CLOCK, _DUE = CLOCKS.c.number, CLOCKS.c.clock, CLOCKS.c.due
RUNNING: Final = Often(
    select(_NUMBER, _CLOCK, _DUE)
    .where(
        Listed(_NUMBER, "numbers"),
        CLOCKS.c.open + 0 == 1,
        CLOCKS.c.state != VOID,
        _DUE.is_not(None),
    )
    .order_by(_NUMBER, _DUE.desc())
)
"""``+ 0`` keeps SQLite from reading all open clocks that there are."""


def next_due(connection: Connection, numbers: Collection[str]) -> dict[str, tuple[str, datetime]]:
    """The clock that runs out first, and when, by number; of those that run, and of tickets that have one."""
    return {number: (clock, due) for number, clock, due in RUNNING.tuples(connection, numbers=numbers)}
