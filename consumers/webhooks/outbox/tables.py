"""The tables of webhooks: how far the log was read for each, what is to be delivered, and how that went."""

from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table

from projections.sql.columns import Moment, Text

OUTBOX: Final = MetaData()

READINGS: Final = Table(
    "webhook_readings",
    OUTBOX,
    Column("subscription", Text, primary_key=True),
    Column("reading", Text, primary_key=True),
    Column("epoch", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("until", BigInteger),
    Column("recorded", Moment),
    Column("updated", Moment, nullable=False),
)
"""``reading`` is empty for what happens, else names a range that is told again and ends at ``until``.

Moved in the transaction that adds the rows below.
"""

MESSAGES: Final = Table(
    "webhook_messages",
    OUTBOX,
    Column("id", Text, primary_key=True),
    Column("place", BigInteger, nullable=False),
    Column("subject", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("happened", Moment, nullable=False),
    Column("body", Text, nullable=False),
)
"""Public events as they are sent: of nobody's personal data, and one for however many webhooks."""

DELIVERIES: Final = Table(
    "webhook_deliveries",
    OUTBOX,
    Column("subscription", Text, primary_key=True),
    Column("message", Text, primary_key=True),
    Column("place", BigInteger, nullable=False),
    Column("subject", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("due", Moment, nullable=False),
    Column("first", Moment),
    Column("last", Moment),
    Column("status", Integer),
    Column("error", Text),
    Index("webhook_deliveries_by_due", "subscription", "state", "due", "place"),
    Index("webhook_deliveries_by_subject", "subscription", "subject", "place"),
    Index("webhook_deliveries_by_message", "message"),
)
"""``state``: ``waiting``, ``taken`` by the endpoint, ``given-up``, ``skipped`` by a person.

``first`` and ``last`` are when it was tried; ``status`` and ``error`` are of the last time.
"""

ATTEMPTS: Final = Table(
    "webhook_attempts",
    OUTBOX,
    Column("subscription", Text, primary_key=True),
    Column("message", Text, primary_key=True),
    Column("at", Moment, primary_key=True),
    Column("status", Integer),
    Column("error", Text),
    Column("ms", Integer, nullable=False),
    Index("webhook_attempts_by_time", "at"),
)

ENDPOINTS: Final = Table(
    "webhook_endpoints",
    OUTBOX,
    Column("subscription", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("failing", Moment),
    Column("due", Moment),
    Column("taken", Moment),
)
"""How an endpoint is: ``failures`` in a row since ``failing``; not to be asked before ``due``; last ``taken``."""
