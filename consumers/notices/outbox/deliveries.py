"""The second half of the outbox: notices on their way to a channel, until it is known how they end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from consumers.notices.outbox.causes import Cause
from consumers.notices.outbox.tables import CAUSES, DELIVERIES, PACE
from domain.notices.vocabulary import Held
from projections.sql.rows import Row, upsert
from projections.store import ReadStore

_KEPT: Final = timedelta(hours=3)
"""After so long nobody asks any more how many there were in an hour."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A notice by its key; ``due`` is when it is to be tried."""

    notice: str
    recipient: str | None
    channel: str
    state: str
    held: str | None
    digest: str | None
    tries: int
    due: datetime


class Deliveries:
    """Usable from several threads; each call is one transaction."""

    def __init__(self, store: ReadStore) -> None:
        self._store = store

    def prepare(self, planned: Iterable[Delivery], hour: datetime) -> None:
        """Note, before they are requested, that these are ours: one that is not noted was another life's."""
        with self._store.write() as connection:
            for each in planned:
                if _insert(connection, each) and each.held is None and each.recipient:
                    _count(connection, each.recipient, each.channel, hour)

    def begin(self, under_way: Iterable[Delivery]) -> None:
        """These are on their way, and no others, whatever was known before."""
        rows = [_row(each) for each in under_way]
        with self._store.write() as connection:
            connection.execute(delete(DELIVERIES))
            if rows:
                connection.execute(upsert(DELIVERIES, connection.dialect.name), rows)

    def known(self) -> frozenset[str]:
        """The keys of all that are on their way."""
        with self._store.read() as connection:
            return frozenset(connection.execute(select(DELIVERIES.c.notice)).scalars())

    def add(self, under_way: Iterable[Delivery]) -> int:
        """These are on their way too; how many were not known."""
        with self._store.write() as connection:
            return sum(_insert(connection, each) for each in under_way)

    def release(self, requested: Iterable[Delivery], causes: Sequence[Cause] = ()) -> None:
        """The requests of these are in the log: what is new waits from now on, and the causes are done with.

        One that is noted no more is noted again: another process that plans beside us may have forgotten it.
        """
        rows = [_row(replace(each, state="waiting")) for each in sorted(requested, key=lambda each: each.notice)]
        with self._store.write() as connection:
            if rows:
                releasing = _inserting(connection).on_conflict_do_update(
                    index_elements=["notice"], set_={"state": "waiting"}, where=DELIVERIES.c.state == "new"
                )
                connection.execute(releasing, rows)
            connection.execute(delete(CAUSES).where(CAUSES.c.event.in_([cause.event for cause in causes])))

    def prepared(self) -> list[Delivery]:
        """Those of which it is not known here whether they are requested."""
        return self._those(DELIVERIES.c.state == "new")

    def forget(self, prepared: Iterable[Delivery]) -> None:
        """These are not requested: what is new of them is on its way no more."""
        keys = [each.notice for each in prepared]
        with self._store.write() as connection:
            connection.execute(delete(DELIVERIES).where(DELIVERIES.c.notice.in_(keys), DELIVERIES.c.state == "new"))

    def held_for(self, recipient: str, channel: str, now: datetime) -> list[Delivery]:
        """All that was held back for somebody and is due now."""
        whose = DELIVERIES.c.recipient == recipient, DELIVERIES.c.channel == channel, DELIVERIES.c.held.is_not(None)
        return self._those(DELIVERIES.c.state == "waiting", DELIVERIES.c.due <= now, *whose)

    def due(self, now: datetime, limit: int) -> list[Delivery]:
        """Those to be tried now, the longest due first."""
        wanted = DELIVERIES.c.state == "waiting", DELIVERIES.c.due <= now
        return self._those(*wanted, limit=limit)

    def interrupted(self) -> list[Delivery]:
        """Those that were being sent when the program was stopped."""
        return self._those(DELIVERIES.c.state == "sending")

    def try_now(self, delivery: Delivery) -> Delivery | None:
        """It is being sent from now on, for the how-manieth time; None where another process was first."""
        tries, waits = delivery.tries + 1, DELIVERIES.c.state == "waiting"
        with self._store.write() as connection:
            ours = update(DELIVERIES).where(DELIVERIES.c.notice == delivery.notice, waits)
            taken = connection.execute(ours.values(state="sending", tries=tries)).rowcount == 1
        return replace(delivery, state="sending", tries=tries) if taken else None

    def postpone(self, delivery: Delivery, due: datetime, tries: int) -> None:
        """It was certainly not delivered at the try of that number, and is tried again then."""
        self._change(delivery.notice, state="waiting", due=due, tries=tries)

    def hold(self, delivery: Delivery, until: datetime, held: Held | None) -> None:
        """It is not tried now; ``held`` is why it then comes together with others, None where it does not."""
        self._change(delivery.notice, due=until, held=held)

    def put_together(self, digest: Delivery, items: Sequence[Delivery]) -> None:
        """The items go with the digest: at once, so that none goes alone as well."""
        with self._store.write() as connection:
            _insert(connection, digest)
            wanted = DELIVERIES.c.notice.in_([item.notice for item in items])
            connection.execute(update(DELIVERIES).where(wanted).values(state="in-digest", digest=digest.notice))

    def items_of(self, digest: str) -> list[Delivery]:
        return self._those(DELIVERIES.c.digest == digest)

    def part(self, digest: str) -> None:
        """What was to go together does not: each waits again as it did."""
        with self._store.write() as connection:
            wanted = DELIVERIES.c.digest == digest
            connection.execute(update(DELIVERIES).where(wanted).values(state="waiting", digest=None))

    def done(self, delivery: Delivery) -> None:
        """It is on record how it ended, and with it what went with it.

        What was asked for anew meanwhile stays.
        """
        as_it_was = (DELIVERIES.c.state == delivery.state) & (DELIVERIES.c.due == delivery.due)
        with self._store.write() as connection:
            this = DELIVERIES.c.notice == delivery.notice
            ended = connection.execute(delete(DELIVERIES).where(this, as_it_was)).rowcount == 1
            if ended:
                connection.execute(delete(DELIVERIES).where(DELIVERIES.c.digest == delivery.notice))

    def given_in(self, recipient: str, channel: str, hour: datetime) -> int:
        """How many somebody was given in that hour."""
        with self._store.read() as connection:
            wanted = PACE.c.recipient == recipient, PACE.c.channel == channel, PACE.c.hour == hour
            return connection.execute(select(PACE.c.count).where(*wanted)).scalar() or 0

    def counts(self) -> dict[tuple[str, str], int]:
        """How many there are by channel and state; those that are held back count as ``held``."""
        query = select(DELIVERIES.c.channel, DELIVERIES.c.state, DELIVERIES.c.held, func.count())
        with self._store.read() as connection:
            grouped = connection.execute(query.group_by(DELIVERIES.c.channel, DELIVERIES.c.state, DELIVERIES.c.held))
            found: dict[tuple[str, str], int] = {}
            for channel, state, held, count in grouped:
                name = channel, "held" if held and state == "waiting" else state
                found[name] = found.get(name, 0) + count
        return found

    def _change(self, notice: str, **values: object) -> None:
        with self._store.write() as connection:
            connection.execute(update(DELIVERIES).where(DELIVERIES.c.notice == notice).values(**values))

    def _those(self, *wanted: object, limit: int | None = None) -> list[Delivery]:
        query = select(DELIVERIES).where(*wanted).order_by(DELIVERIES.c.due, DELIVERIES.c.notice)  # type: ignore[arg-type]
        with self._store.read() as connection:
            return [Delivery(**row) for row in connection.execute(query.limit(limit)).mappings()]


def _insert(connection: Connection, delivery: Delivery) -> bool:
    """Whether it is new: what is on its way stays as it is."""
    insert = _inserting(connection).values(_row(delivery)).on_conflict_do_nothing(index_elements=["notice"])
    return connection.execute(insert.returning(DELIVERIES.c.notice)).first() is not None


def _inserting(connection: Connection) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(DELIVERIES) if connection.dialect.name == "postgresql" else sqlite.insert(DELIVERIES)


def _row(delivery: Delivery) -> Row:
    return {name: getattr(delivery, name) for name in Delivery.__slots__}


def _count(connection: Connection, recipient: str, channel: str, hour: datetime) -> None:
    connection.execute(delete(PACE).where(PACE.c.hour < hour - _KEPT))
    wanted = PACE.c.recipient == recipient, PACE.c.channel == channel, PACE.c.hour == hour
    before = connection.execute(select(PACE.c.count).where(*wanted)).scalar() or 0
    row = {"recipient": recipient, "channel": channel, "hour": hour, "count": before + 1}
    connection.execute(upsert(PACE, connection.dialect.name), row)
