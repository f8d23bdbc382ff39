"""How far the log was read for each webhook, moved in the transaction that adds what it brought."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from consumers.webhooks.messages import WebhookMessage
from consumers.webhooks.outbox.tables import ATTEMPTS, DELIVERIES, ENDPOINTS, MESSAGES, OUTBOX, READINGS
from projections.sql.rows import Row
from projections.store import ReadStore

LIVE: Final = ""
"""The reading of what happens; others are of ranges told again."""


@dataclass(frozen=True, slots=True)
class Reading:
    """``recorded`` is when the last event read was recorded: what finds the place again in another log."""

    subscription: str
    reading: str
    epoch: str
    position: int
    until: int | None = None
    recorded: datetime | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """What a piece of the log brings to one reading."""

    reading: Reading
    messages: Sequence[WebhookMessage]


class Readings:
    """Usable from several threads; each call is one transaction."""

    def __init__(self, store: ReadStore) -> None:
        self._store = store
        with store.write() as connection:
            OUTBOX.create_all(connection)

    def all(self) -> list[Reading]:
        with self._store.read() as connection:
            rows = connection.execute(select(READINGS).order_by(READINGS.c.position)).mappings()
            return [Reading(**{name: row[name] for name in Reading.__slots__}) for row in rows]

    def begin(self, readings: Iterable[Reading], at: datetime) -> None:
        """What is known already stays as it is."""
        with self._store.write() as connection:
            _add(connection, READINGS.name, [_row(each, at) for each in readings])

    def move(self, reading: Reading, at: datetime) -> None:
        """To another place or another log."""
        with self._store.write() as connection:
            connection.execute(update(READINGS).where(_this(reading)).values(**_row(reading, at)))

    def take(
        self, brought: Sequence[Brought], epoch: str, before: int, last: int, recorded: datetime, at: datetime
    ) -> None:
        """All that a piece of the log brings, and its end: in one transaction, so that a crash repeats both.

        A reading that is not at ``before`` any more is left as it is.
        """
        with self._store.write() as connection:
            moved = [each for each in brought if _moved(connection, each.reading, before, last, recorded, at)]
            messages = {message.id: message for each in moved for message in each.messages}
            _add(connection, MESSAGES.name, [_message_row(each) for each in messages.values()])
            for each in moved:
                rows = [_delivery_row(each.reading.subscription, message, at) for message in each.messages]
                _add(connection, DELIVERIES.name, rows, again=each.reading.reading != LIVE)

    def forget(self, over: Iterable[str]) -> None:
        """All of subscriptions that have ended."""
        names = list(over)
        with self._store.write() as connection:
            for table in (READINGS, DELIVERIES, ATTEMPTS, ENDPOINTS):
                connection.execute(delete(table).where(table.c.subscription.in_(names)))

    def sweep(self, before: datetime) -> None:
        """What came to its end before then, with its attempts, and messages that nobody needs any more."""
        ended = DELIVERIES.c.state.in_(("taken", "skipped")), DELIVERIES.c.last < before
        with self._store.write() as connection:
            connection.execute(delete(DELIVERIES).where(*ended))
            connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.at < before))
            needed = select(DELIVERIES.c.message).where(DELIVERIES.c.message == MESSAGES.c.id).exists()
            connection.execute(delete(MESSAGES).where(~needed))


def _moved(connection: Connection, reading: Reading, before: int, last: int, recorded: datetime, at: datetime) -> bool:
    there = update(READINGS).where(_this(reading), READINGS.c.position == before)
    return connection.execute(there.values(position=last, recorded=recorded, updated=at)).rowcount == 1


def _this(reading: Reading) -> ColumnElement[bool]:
    return and_(READINGS.c.subscription == reading.subscription, READINGS.c.reading == reading.reading)


def _add(connection: Connection, name: str, rows: list[Row], *, again: bool = False) -> None:
    """What is there stays; told ``again``, a delivery begins anew."""
    if not rows:
        return
    table = OUTBOX.tables[name]
    insert = postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
    if again:
        anew = {"state": "waiting", "tries": 0, "due": insert.excluded.due, "first": None}
        statement = insert.on_conflict_do_update(index_elements=[*table.primary_key], set_=anew)
    else:
        statement = insert.on_conflict_do_nothing(index_elements=[*table.primary_key])
    connection.execute(statement, rows)


def _row(reading: Reading, at: datetime) -> Row:
    return {name: getattr(reading, name) for name in Reading.__slots__} | {"updated": at}


def _message_row(message: WebhookMessage) -> Row:
    return {name: getattr(message, name) for name in WebhookMessage.__slots__}


def _delivery_row(subscription: str, message: WebhookMessage, at: datetime) -> Row:
    return {
        "subscription": subscription,
        "message": message.id,
        "place": message.place,
        "subject": message.subject,
        "state": "waiting",
        "tries": 0,
        "due": at,
    }
