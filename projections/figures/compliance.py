"""How many clocks were met (时限达成率, R41): by clock, and by clock and severity, of those due in a period."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from domain.reports.figure import Figure


def compliance(connection: Connection, start: datetime, end: datetime) -> Iterator[Figure]:
    """Shares of the clock runs that were met or missed, due from ``start`` up to ``end``."""
    yield from ()
