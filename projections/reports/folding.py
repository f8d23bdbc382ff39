"""Every edition of every report as a row: what came out, when, and whether it was on time."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, Connection, Integer, MetaData, Table, func, select

from domain.record.envelope import Recorded
from domain.reports.events import ReportPublished
from domain.reports.period import Span
from projections.projection import Projection
from projections.sql.columns import Moment, Text
from projections.sql.rows import Row, Rows
from projections.wording.words import TITLES

REPORTS: Final = Table(
    "reports",
    MetaData(),
    Column("period", Text, primary_key=True),
    Column("edition", Integer, primary_key=True),
    Column("span", Text, nullable=False),
    Column("published", Moment, nullable=False),
    Column("published_by", Text, nullable=False),
    Column("due", Moment, nullable=False),
    Column("on_time", Boolean, nullable=False),
    Column("flagged", Integer, nullable=False),
    Column("figures", Integer, nullable=False),
    Column("through", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
)
"""``flagged`` and ``figures`` are how many there are; ``body`` is the event as JSON."""


def apply(rows: Rows, recorded: Recorded) -> None:
    event, envelope = recorded.event, recorded.envelope
    if not isinstance(event, ReportPublished):
        return
    row: Row = {
        "period": event.period,
        "edition": event.edition,
        "span": event.span,
        "published": envelope.recorded,
        "published_by": envelope.actor.id,
        "due": event.due,
        "on_time": envelope.recorded < event.due,
        "flagged": len(event.flagged),
        "figures": len(event.figures),
        "through": event.through,
        "body": event.model_dump_json(),
    }
    rows.put(REPORTS, row)


PROJECTION: Final = Projection("reports", 1, TITLES["reports"][0], (REPORTS,), apply, frozenset({"report"}))


def last_editions(connection: Connection, span: Span | None = None) -> list[Row]:
    """The last edition of each report, the newest period first, months before quarters that end with them."""
    number = func.max(REPORTS.c.edition).label("edition")
    newest = select(REPORTS.c.period, number).group_by(REPORTS.c.period).subquery()
    query = select(REPORTS).join(
        newest, (REPORTS.c.period == newest.c.period) & (REPORTS.c.edition == newest.c.edition)
    )
    if span is not None:
        query = query.where(REPORTS.c.span == span)
    return [dict(row) for row in connection.execute(query.order_by(REPORTS.c.period.desc())).mappings()]


def edition(connection: Connection, period: str, number: int | None = None) -> Row | None:
    """An edition of a report, the last where no number is given; None where there is none."""
    query = select(REPORTS).where(REPORTS.c.period == period).order_by(REPORTS.c.edition.desc()).limit(1)
    if number is not None:
        query = query.where(REPORTS.c.edition == number)
    row = connection.execute(query).mappings().first()
    return dict(row) if row is not None else None


def first_out(connection: Connection, periods: Iterable[str]) -> dict[str, datetime]:
    """When the first edition of each of these came out, of those that did."""
    query = select(REPORTS.c.period, REPORTS.c.published).where(REPORTS.c.edition == 1)
    return {row.period: row.published for row in connection.execute(query.where(REPORTS.c.period.in_([*periods])))}


def published(connection: Connection) -> frozenset[str]:
    """The periods that have a report."""
    return frozenset(connection.execute(select(REPORTS.c.period).distinct()).scalars())
