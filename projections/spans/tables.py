"""The tables of spans: from when to when each ticket and complaint changed, when else, and how late the log was."""

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, Index, MetaData, Table

from projections.sql.columns import Moment, Text

SPANS: Final = Table(
    "spans",
    MetaData(),
    Column("number", Text, primary_key=True),
    Column("history", Text, nullable=False),
    Column("ticket", Text),
    Column("first", Moment, nullable=False),
    Column("last", Moment, nullable=False),
    Column("in_order", Boolean, nullable=False),
    Column("began", BigInteger, nullable=False),
    Column("ended", BigInteger, nullable=False),
    Index("spans_by_last", "last", "first"),
    Index("spans_by_ended", "ended", "began"),
    Index("spans_by_history", "history"),
    Index("spans_by_ticket", "ticket"),
)
"""``history`` is the aggregate, ``ticket`` that of a complaint's ticket.

``first`` and ``last`` are the earliest and the latest occurrence of its events, ``in_order`` whether they came into the
log by time of occurrence; ``began`` and ``ended`` are the positions of its first and last event.
"""

MOMENTS: Final = Table(
    "spans_moments",
    MetaData(),
    Column("number", Text, primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("occurred", Moment, nullable=False),
    sqlite_with_rowid=False,
)
"""When each event of a ticket happened, and where it stands in the log."""

LENGTH: Final = 1000
"""Positions of a piece."""

PIECES: Final = Table(
    "spans_pieces",
    MetaData(),
    Column("piece", BigInteger, primary_key=True),
    Column("recorded", Moment, nullable=False),
)
"""The latest recording in each piece of the log: what was known at a moment ends in the first piece that is later."""
