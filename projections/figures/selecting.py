"""What rounds ask of tickets of ours."""

from collections import Counter
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from domain.reports.period import midnight
from domain.ticket.vocabulary import Kind
from projections.figures.rows.tables import CASES, COMPLAINTS
from projections.sql.local import zone_of

Of = tuple[str | None, str | None, str | None]
"""A product, a region and a kind."""


def began(connection: Connection) -> datetime | None:
    """When the first ticket that was opened here, and not imported, was reported; None before any.

    What is typed in of a time before the month of the first number, which is that of its recording, begins nothing.
    """
    ours = CASES.c.imported.is_(False)
    first: str | None = connection.execute(select(func.min(CASES.c.number)).where(ours)).scalar()
    if first is None:
        return None
    month = midnight(date(int(first[:4]), int(first[4:6]), 1), zone_of(connection))
    reported = select(func.min(CASES.c.reported)).where(ours, CASES.c.reported >= month)
    return connection.execute(reported).scalar() or month


def counts(connection: Connection, since: datetime, until: datetime) -> Counter[Of]:
    """How many tickets of ours were reported from ``since`` up to ``until``, by product, region and kind together.

    A complaint that was raised, and that no ticket of that kind is for, is one more of the kind.
    """
    of = (CASES.c.product, CASES.c.region, CASES.c.kind)
    tickets = (
        select(*of, func.count())
        .where(CASES.c.reported >= since, CASES.c.reported < until, CASES.c.imported.is_(False))
        .group_by(*of)
    )
    found = Counter[Of](
        {(product, region, kind): count for product, region, kind, count in connection.execute(tickets)}
    )
    complaints = (
        select(func.count())
        .select_from(COMPLAINTS.outerjoin(CASES, CASES.c.number == COMPLAINTS.c.ticket))
        .where(COMPLAINTS.c.raised >= since, COMPLAINTS.c.raised < until, COMPLAINTS.c.withdrawn.is_(False))
        .where(func.coalesce(CASES.c.kind, "") != Kind.COMPLAINT.value)
    )
    if raised := connection.execute(complaints).scalar_one():
        found[None, None, Kind.COMPLAINT.value] += raised
    return found


def unconfirmed(connection: Connection, before: datetime) -> list[str]:
    """Tickets of ours that were solved before a moment and wait for the customer's word, the oldest first."""
    query = (
        select(CASES.c.number)
        .where(CASES.c.solved < before, CASES.c.ended.is_(None), CASES.c.imported.is_(False))
        .order_by(CASES.c.solved, CASES.c.number)
    )
    return list(connection.execute(query).scalars())
