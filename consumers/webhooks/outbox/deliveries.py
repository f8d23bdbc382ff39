"""What is to be delivered, and what came of it: the half of the outbox that the couriers work on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, select, update

from consumers.webhooks.outbox.tables import ATTEMPTS, DELIVERIES, ENDPOINTS, MESSAGES
from projections.sql.rows import upsert
from projections.store import ReadStore

OPEN: Final = ("waiting", "given-up")
"""States in which a message bars those of its ticket that come after it, where order is kept."""


@dataclass(frozen=True, slots=True)
class Due:
    """A message that is to be tried; ``tries`` were in vain."""

    message: str
    body: str = field(repr=False)
    tries: int = 0
    first: datetime | None = None
    place: int = 0


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try and what follows: the delivery is in this ``state``, and if it waits, until ``due``."""

    subscription: str
    message: str
    at: datetime
    ms: int
    status: int | None
    error: str | None
    state: str
    tries: int
    due: datetime


@dataclass(frozen=True, slots=True)
class Health:
    """How an endpoint is: ``failures`` in a row since ``failing``; not to be asked before ``due``; last ``taken``."""

    failures: int = 0
    failing: datetime | None = None
    due: datetime | None = None
    taken: datetime | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """What came of the attempts of one webhook; ``hasten``: what failed since then is tried at once."""

    subscription: str
    attempts: Sequence[Attempt]
    health: Health
    hasten: datetime | None = None


class Deliveries:
    """Usable from several threads; each call is one transaction."""

    def __init__(self, store: ReadStore) -> None:
        self._store = store

    def due(self, subscription: str, now: datetime, limit: int, *, ordered: bool) -> list[Due]:
        """Those to be tried now, the longest due first; where order is kept only the first of each ticket."""
        query = _waiting(select(DELIVERIES, MESSAGES.c.body), subscription, ordered=ordered).where(
            DELIVERIES.c.due <= now, DELIVERIES.c.message == MESSAGES.c.id
        )
        with self._store.read() as connection:
            rows = connection.execute(query.order_by(DELIVERIES.c.due, DELIVERIES.c.place).limit(limit))
            return [Due(row.message, row.body, row.tries, row.first, row.place) for row in rows]

    def next_due(self, subscription: str, *, ordered: bool) -> datetime | None:
        """When there is something to be tried; None where nothing waits."""
        with self._store.read() as connection:
            query = _waiting(select(DELIVERIES.c.due), subscription, ordered=ordered)
            return connection.execute(query.order_by(DELIVERIES.c.due).limit(1)).scalar()

    def record(self, came: Iterable[Came]) -> None:
        """Of as many webhooks as there are."""
        with self._store.write() as connection:
            for each in came:
                _record(connection, each)

    def health(self, subscription: str) -> Health:
        with self._store.read() as connection:
            row = connection.execute(select(ENDPOINTS).where(ENDPOINTS.c.subscription == subscription)).mappings()
            found = row.first()
        return Health(**{name: found[name] for name in Health.__slots__}) if found else Health()

    def rest(self, subscription: str, now: datetime) -> None:
        """Nothing is delivered until somebody says so; then all that waits is tried at once, as if never before."""
        waiting = DELIVERIES.c.subscription == subscription, DELIVERIES.c.state == "waiting"
        with self._store.write() as connection:
            connection.execute(update(DELIVERIES).where(*waiting).values(due=now, tries=0, first=None))
            _keep_health(connection, subscription, Health())

    def again(self, subscription: str, message: str, now: datetime) -> bool:
        """One, whatever became of it; whether it is known."""
        return self._changed(now, DELIVERIES.c.subscription == subscription, DELIVERIES.c.message == message) == 1

    def again_failed(self, subscription: str, since: datetime, now: datetime) -> int:
        """All that failed since then and was not taken; how many those are."""
        failed = DELIVERIES.c.state.in_(OPEN), DELIVERIES.c.tries > 0, DELIVERIES.c.last >= since
        return self._changed(now, DELIVERIES.c.subscription == subscription, *failed)

    def skip(self, subscription: str, message: str) -> bool:
        """It is not delivered any more, so that those after it are; whether it was still to be."""
        wanted = (
            DELIVERIES.c.subscription == subscription,
            DELIVERIES.c.message == message,
            DELIVERIES.c.state.in_(OPEN),
        )
        with self._store.write() as connection:
            return connection.execute(update(DELIVERIES).where(*wanted).values(state="skipped")).rowcount == 1

    def counts(self) -> dict[str, dict[str, int]]:
        """How many there are by subscription and state."""
        columns = DELIVERIES.c.subscription, DELIVERIES.c.state
        found: dict[str, dict[str, int]] = {}
        with self._store.read() as connection:
            for name, state, count in connection.execute(select(*columns, func.count()).group_by(*columns)):
                found.setdefault(name, {})[state] = count
        return found

    def waiting(self) -> dict[str, int]:
        """How many wait, by subscription."""
        query = select(DELIVERIES.c.subscription, func.count()).where(DELIVERIES.c.state == "waiting")
        with self._store.read() as connection:
            return {row[0]: row[1] for row in connection.execute(query.group_by(DELIVERIES.c.subscription))}

    def first_open(self, subscription: str) -> int | None:
        """The place of the first message that was not taken; None where all were."""
        wanted = DELIVERIES.c.subscription == subscription, DELIVERIES.c.state.in_(OPEN)
        with self._store.read() as connection:
            return connection.execute(select(func.min(DELIVERIES.c.place)).where(*wanted)).scalar()

    def _changed(self, now: datetime, *wanted: ColumnElement[bool]) -> int:
        anew = {"state": "waiting", "tries": 0, "due": now, "first": None}
        with self._store.write() as connection:
            return connection.execute(update(DELIVERIES).where(*wanted).values(**anew)).rowcount


def _waiting(query: Select[Any], subscription: str, *, ordered: bool) -> Select[Any]:
    query = query.where(DELIVERIES.c.subscription == subscription, DELIVERIES.c.state == "waiting")
    if not ordered:
        return query
    earlier = DELIVERIES.alias()
    bars = select(earlier.c.message).where(
        earlier.c.subscription == DELIVERIES.c.subscription,
        earlier.c.subject == DELIVERIES.c.subject,
        earlier.c.place < DELIVERIES.c.place,
        earlier.c.state.in_(OPEN),
    )
    return query.where(~bars.exists())


def _record(connection: Connection, came: Came) -> None:
    for each in came.attempts:
        this = DELIVERIES.c.subscription == each.subscription, DELIVERIES.c.message == each.message
        came_out = {"state": each.state, "tries": each.tries, "due": each.due, "last": each.at}
        said = {"status": each.status, "error": each.error, "first": func.coalesce(DELIVERIES.c.first, each.at)}
        connection.execute(update(DELIVERIES).where(*this).values(**came_out, **said))
    if came.attempts:
        rows = [{name: getattr(each, name) for name in ATTEMPTS.columns.keys()} for each in came.attempts]  # noqa: SIM118
        connection.execute(upsert(ATTEMPTS, connection.dialect.name), rows)
    if came.hasten is not None:
        late = DELIVERIES.c.state == "waiting", DELIVERIES.c.last >= came.hasten
        now = max(each.at for each in came.attempts)
        connection.execute(
            update(DELIVERIES).where(DELIVERIES.c.subscription == came.subscription, *late).values(due=now)
        )
    _keep_health(connection, came.subscription, came.health)


def _keep_health(connection: Connection, subscription: str, health: Health) -> None:
    row = {name: getattr(health, name) for name in Health.__slots__} | {"subscription": subscription}
    connection.execute(upsert(ENDPOINTS, connection.dialect.name), row)
