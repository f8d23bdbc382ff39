"""How many clocks were met (时限达成率, R41): by clock, and by clock and severity, of those due in a period."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection, and_, case, func, or_, select

from domain.reports.figure import Figure
from projections.clocks.tables import CLOCKS


def compliance(connection: Connection, start: datetime, end: datetime) -> Iterator[Figure]:
    """Shares of the clock runs that were met, among those met or missed that were due from ``start`` up to ``end``.

    The period is over: a run that still goes on was missed. Periods of a repeating clock count from the ticket's last
    event that concerns the clock; those that passed since are not there yet.
    """
    met, judged = Counter[str](), Counter[str]()
    for clock, severity, good, count in _counts(connection, start, end):
        for name in (clock, f"{clock} / {severity}") if severity else (clock,):
            met[name] += good
            judged[name] += count
    for name in sorted(judged):
        share = Decimal(str(round(met[name] / judged[name], 4)))
        yield Figure(measure="compliance", by="clock", of=name[:100], value=share, base=judged[name])


def _counts(connection: Connection, start: datetime, end: datetime) -> Iterator[tuple[str, str | None, int, int]]:
    """By clock and severity: how many were met, of how many."""
    row = CLOCKS.c
    decided = or_(row.state.in_(("met", "missed")), and_(row.open == 1, row.state == "running"))
    query = (
        select(row.clock, row.severity, func.sum(case((row.state == "met", 1), else_=0)), func.count())
        .where(row.due >= start, row.due < end, decided)
        .group_by(row.clock, row.severity)
    )
    for clock, severity, good, count in connection.execute(query):
        yield clock, severity, int(good), count
