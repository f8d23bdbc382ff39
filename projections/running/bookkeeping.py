"""What is kept about read models: up to where each was read, and which tickets one could not digest."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from domain.record.envelope import Recorded
from projections.errors import Overtaken
from projections.sql.columns import Moment, Text

BOOKS = MetaData()

POSITIONS = Table(
    "positions",
    BOOKS,
    Column("projection", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("epoch", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("event_id", Text),
    Column("recorded", Moment),
    Column("updated", Moment, nullable=False),
)

PARKED = Table(
    "parked",
    BOOKS,
    Column("projection", Text, primary_key=True),
    Column("aggregate", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("event_type", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("parked", Moment, nullable=False),
    Column("skipped", Integer, nullable=False),
)
"""Tickets whose event a read model could not digest, and how many later events of theirs it left out.

``error`` is the class of the error alone: its text could quote a personal value.
"""

_STANDING: Final = (
    POSITIONS.c.projection.in_(bindparam("names", expanding=True)),
    POSITIONS.c.position == bindparam("before"),
)
_THERE: Final = select(func.count()).select_from(POSITIONS).where(*_STANDING)
_ADVANCING: Final = (
    update(POSITIONS)
    .where(*_STANDING)
    .values(position=bindparam("to"), event_id=bindparam("id"), recorded=bindparam("at"), updated=bindparam("now"))
)
"""Made once: all read models move with each batch, and a batch is mostly of one event."""


@dataclass(frozen=True, slots=True)
class Position:
    """Up to where a read model was read: the last event's sequence and id, in the log of an epoch."""

    projection: str
    version: int
    epoch: str
    position: int
    event_id: str | None
    recorded: datetime | None
    updated: datetime


@dataclass(frozen=True, slots=True)
class Parked:
    """A ticket that a read model leaves out since the event at ``position``."""

    projection: str
    aggregate: str
    position: int
    event_id: str
    event_type: str
    error: str
    parked: datetime
    skipped: int


def begin(connection: Connection, name: str, version: int, epoch: str, at: datetime) -> None:
    """A read model starts at the beginning of the log."""
    forget(connection, name)
    row = {"projection": name, "version": version, "epoch": epoch, "position": 0, "updated": at}
    connection.execute(insert(POSITIONS).values(row))


def advance(connection: Connection, names: Collection[str], before: int, last: Recorded, at: datetime) -> None:
    """Move their positions to an event; raises Overtaken where one of them was not where we left them."""
    moved = connection.execute(
        _ADVANCING,
        {
            "names": [*names],
            "before": before,
            "to": last.sequence,
            "id": last.envelope.id,
            "at": last.envelope.recorded,
            "now": at,
        },
    )
    if moved.rowcount != len(names):
        raise Overtaken(_first_elsewhere(connection, names, last.sequence))


def require_at(connection: Connection, names: Collection[str], position: int) -> None:
    """Raises Overtaken where one of them stands elsewhere."""
    there = connection.execute(_THERE, {"names": [*names], "before": position}).scalar_one()
    if there != len(names):
        raise Overtaken(_first_elsewhere(connection, names, position))


def _first_elsewhere(connection: Connection, names: Collection[str], position: int) -> str:
    found = (name for name in names if position_of(connection, name) != position)
    return next(found, min(names)).partition("__")[0]


def stands(connection: Connection, name: str) -> Position | None:
    """Where a read model stands."""
    row = connection.execute(select(POSITIONS).where(POSITIONS.c.projection == name)).first()
    return Position(*row) if row is not None else None


def position_of(connection: Connection, name: str) -> int | None:
    """The position alone."""
    return connection.execute(select(POSITIONS.c.position).where(POSITIONS.c.projection == name)).scalar()


def park(connection: Connection, name: str, recorded: Recorded, error: BaseException, at: datetime) -> None:
    """Leave the event's ticket out of a read model from here on."""
    row = {
        "projection": name,
        "aggregate": recorded.envelope.aggregate,
        "position": recorded.sequence,
        "event_id": recorded.envelope.id,
        "event_type": recorded.envelope.type,
        "error": type(error).__name__,
        "parked": at,
        "skipped": 0,
    }
    connection.execute(insert(PARKED).values(row))


def count_skipped(connection: Connection, name: str, skipped: dict[str, int]) -> None:
    """Add the events left out of parked tickets."""
    for aggregate, events in skipped.items():
        connection.execute(
            update(PARKED)
            .where(PARKED.c.projection == name, PARKED.c.aggregate == aggregate)
            .values(skipped=PARKED.c.skipped + events)
        )


def parked(connection: Connection, name: str | None = None) -> list[Parked]:
    """The tickets that a read model, or any, leaves out, in log order."""
    query = select(PARKED).order_by(PARKED.c.position, PARKED.c.projection)
    if name is not None:
        query = query.where(PARKED.c.projection == name)
    return [Parked(*row) for row in connection.execute(query)]


def unpark(connection: Connection, name: str, aggregates: Collection[str]) -> None:
    """Tickets are no longer left out."""
    for aggregate in aggregates:
        connection.execute(delete(PARKED).where(PARKED.c.projection == name, PARKED.c.aggregate == aggregate))


def parked_still(connection: Connection, before: Parked) -> None:
    """A ticket that was parked anew at the same event is parked since it first was."""
    connection.execute(
        update(PARKED)
        .where(
            PARKED.c.projection == before.projection,
            PARKED.c.aggregate == before.aggregate,
            PARKED.c.position == before.position,
        )
        .values(parked=before.parked)
    )


def rename(connection: Connection, old: str, new: str) -> None:
    """What is known of a build goes with its tables."""
    forget(connection, new)
    for table in (POSITIONS, PARKED):
        connection.execute(update(table).where(table.c.projection == old).values(projection=new))


def forget(connection: Connection, name: str) -> None:
    """Nothing is known of a read model any more."""
    for table in (POSITIONS, PARKED):
        connection.execute(delete(table).where(table.c.projection == name))
