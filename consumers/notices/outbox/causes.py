"""The first half of the outbox: events that somebody may have to be told of, taken in with the position in the log."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, func, select, update

from consumers.notices.outbox.tables import CAUSES, DELIVERIES, OUTBOX, READER
from domain.notices.vocabulary import EMAIL
from domain.record.envelope import Recorded
from projections.running.bookkeeping import Position
from projections.sql.rows import Row, upsert
from projections.store import ReadStore

_NAME: Final = "notices"


@dataclass(frozen=True, slots=True)
class Cause:
    """An event by its id, of an aggregate, which happened then; looked into so often in vain."""

    event: str
    aggregate: str
    type: str
    happened: datetime
    tries: int


class Causes:
    """Usable from several threads; each call is one transaction."""

    def __init__(self, store: ReadStore) -> None:
        self._store = store
        with store.write() as connection:
            OUTBOX.create_all(connection)

    def position(self) -> Position | None:
        """Up to where the log was read; None before it ever was."""
        with self._store.read() as connection:
            row = connection.execute(select(READER).where(READER.c.reader == _NAME)).mappings().first()
        if row is None:
            return None
        return Position(_NAME, 1, row["epoch"], row["position"], row["event_id"], row["recorded"], row["updated"])

    def begin(self, epoch: str, position: int, last: Recorded | None, at: datetime) -> None:
        """Read on behind this position, whatever was read and taken in before."""
        with self._store.write() as connection:
            connection.execute(delete(CAUSES))
            _move(connection, epoch, position, last, at)

    def first(self) -> int | None:
        """The position of the first of which it is still to be worked out who is told."""
        with self._store.read() as connection:
            return connection.execute(select(func.min(CAUSES.c.position))).scalar()

    def take(self, epoch: str, events: Sequence[Recorded], to_tell: Iterable[Recorded], at: datetime) -> None:
        """All that these events bring, and their last position: in one transaction, so that a crash repeats both."""
        causes = [_cause(recorded, at) for recorded in to_tell if recorded.envelope.type != "notice-resent"]
        again = [_again(recorded, at) for recorded in to_tell if recorded.envelope.type == "notice-resent"]
        with self._store.write() as connection:
            for table, rows in ((CAUSES, causes), (DELIVERIES, again)):
                if rows:
                    connection.execute(upsert(table, connection.dialect.name), rows)
            _move(connection, epoch, events[-1].sequence, events[-1], at)

    def open(self, now: datetime, limit: int) -> list[Cause]:
        """Those to be looked into, in log order."""
        query = select(CAUSES).where(CAUSES.c.due <= now).order_by(CAUSES.c.position).limit(limit)
        with self._store.read() as connection:
            rows = connection.execute(query).mappings()
            return [Cause(**{name: row[name] for name in Cause.__slots__}) for row in rows]

    def postpone(self, cause: Cause, due: datetime) -> None:
        """Look into it again then."""
        with self._store.write() as connection:
            connection.execute(
                update(CAUSES).where(CAUSES.c.event == cause.event).values(due=due, tries=cause.tries + 1)
            )

    def drop(self, cause: Cause) -> None:
        """Nobody is to be told, or nobody can be."""
        with self._store.write() as connection:
            connection.execute(delete(CAUSES).where(CAUSES.c.event == cause.event))

    def count(self) -> int:
        with self._store.read() as connection:
            return connection.execute(select(func.count()).select_from(CAUSES)).scalar_one()


def _cause(recorded: Recorded, at: datetime) -> Row:
    envelope = recorded.envelope
    return {
        "event": envelope.id,
        "position": recorded.sequence,
        "aggregate": envelope.aggregate,
        "type": envelope.type,
        "happened": envelope.occurred,
        "tries": 0,
        "due": at,
    }


def _again(recorded: Recorded, at: datetime) -> Row:
    """A notice that somebody asks to be sent again begins anew."""
    nothing = {"recipient": None, "held": None, "digest": None}
    said = {"notice": recorded.envelope.aggregate, "channel": EMAIL, "state": "waiting", "tries": 0, "due": at}
    return {**nothing, **said}


def _move(connection: Connection, epoch: str, position: int, last: Recorded | None, at: datetime) -> None:
    row = {
        "reader": _NAME,
        "epoch": epoch,
        "position": position,
        "event_id": last.envelope.id if last else None,
        "recorded": last.envelope.recorded if last else None,
        "updated": at,
    }
    connection.execute(upsert(READER, connection.dialect.name), row)
