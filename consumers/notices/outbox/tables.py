"""The outbox's tables: they hold what is under way only, and no personal value."""

from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table

from projections.sql.columns import Moment, Text

OUTBOX: Final = MetaData()

READER: Final = Table(
    "notice_reader",
    OUTBOX,
    Column("reader", Text, primary_key=True),
    Column("epoch", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("event_id", Text),
    Column("recorded", Moment),
    Column("updated", Moment, nullable=False),
)
"""Up to where the log was read: moved in the transaction that adds the rows below."""

CAUSES: Final = Table(
    "notice_causes",
    OUTBOX,
    Column("event", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("aggregate", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("happened", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("due", Moment, nullable=False),
    Index("notice_causes_by_due", "due", "position"),
)
"""Events of which it is still to be worked out who is told."""

DELIVERIES: Final = Table(
    "notice_deliveries",
    OUTBOX,
    Column("notice", Text, primary_key=True),
    Column("recipient", Text),
    Column("channel", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("held", Text),
    Column("digest", Text),
    Column("tries", Integer, nullable=False),
    Column("due", Moment, nullable=False),
    Index("notice_deliveries_by_due", "state", "due"),
)
"""Notices on their way, by their keys.

``state``: ``new`` (is its request in the log?), ``waiting``, ``in-digest`` (goes with another), ``sending``.
"""

PACE: Final = Table(
    "notice_pace",
    OUTBOX,
    Column("recipient", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("hour", Moment, primary_key=True),
    Column("count", Integer, nullable=False),
)
"""How many notices somebody was given by a channel in an hour."""
