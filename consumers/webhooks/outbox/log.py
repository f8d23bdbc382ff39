"""How deliveries went, for people who look: what waits, what was tried and when, and what bars a ticket's others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, func, select

from consumers.webhooks.outbox.deliveries import OPEN
from consumers.webhooks.outbox.tables import ATTEMPTS, DELIVERIES, MESSAGES
from projections.store import ReadStore


@dataclass(frozen=True, slots=True)
class Delivered:
    """A message and how it stands with one webhook; ``behind``: later ones of its ticket that it bars."""

    message: str
    place: int
    subject: str
    type: str
    happened: datetime
    state: str
    tries: int
    due: datetime
    first: datetime | None
    last: datetime | None
    status: int | None
    error: str | None
    behind: int = 0


@dataclass(frozen=True, slots=True)
class Tried:
    at: datetime
    status: int | None
    error: str | None
    ms: int


class DeliveryLog:
    """Usable from several threads."""

    def __init__(self, store: ReadStore) -> None:
        self._store = store

    def all(self, subscription: str, state: str | None, limit: int) -> list[Delivered]:
        """The newest first."""
        query = _deliveries().where(DELIVERIES.c.subscription == subscription)
        if state is not None:
            query = query.where(DELIVERIES.c.state == state)
        return self._found(query.order_by(DELIVERIES.c.place.desc()).limit(limit))

    def one(self, subscription: str, message: str) -> Delivered | None:
        wanted = DELIVERIES.c.subscription == subscription, DELIVERIES.c.message == message
        return next(iter(self._found(_deliveries().where(*wanted))), None)

    def body(self, message: str) -> str | None:
        with self._store.read() as connection:
            return connection.execute(select(MESSAGES.c.body).where(MESSAGES.c.id == message)).scalar()

    def attempts(self, subscription: str, message: str) -> list[Tried]:
        """The oldest first."""
        wanted = ATTEMPTS.c.subscription == subscription, ATTEMPTS.c.message == message
        query = select(ATTEMPTS.c.at, ATTEMPTS.c.status, ATTEMPTS.c.error, ATTEMPTS.c.ms).where(*wanted)
        with self._store.read() as connection:
            return [Tried(**row) for row in connection.execute(query.order_by(ATTEMPTS.c.at)).mappings()]

    def barring(self, subscription: str, limit: int) -> list[Delivered]:
        """Messages that failed and that later ones of the same ticket wait for, the oldest first."""
        later = DELIVERIES.alias()
        behind = (
            select(func.count())
            .where(
                later.c.subscription == DELIVERIES.c.subscription,
                later.c.subject == DELIVERIES.c.subject,
                later.c.place > DELIVERIES.c.place,
                later.c.state == "waiting",
            )
            .scalar_subquery()
        )
        failed = DELIVERIES.c.subscription == subscription, DELIVERIES.c.state.in_(OPEN), DELIVERIES.c.tries > 0
        query = _deliveries().add_columns(behind.label("behind")).where(*failed, behind > 0)
        return self._found(query.order_by(DELIVERIES.c.place).limit(limit))

    def _found(self, query: Select[Any]) -> list[Delivered]:
        with self._store.read() as connection:
            return [Delivered(**row) for row in connection.execute(query).mappings()]


def _deliveries() -> Select[Any]:
    shown: Sequence[Any] = [DELIVERIES.c[name] for name in Delivered.__slots__ if name in DELIVERIES.c]
    columns: Sequence[Any] = [*shown, MESSAGES.c.type, MESSAGES.c.happened]
    return cast("Select[Any]", select(*columns).where(DELIVERIES.c.message == MESSAGES.c.id))
