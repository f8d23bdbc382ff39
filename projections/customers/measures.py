"""What is done to customers' data: asked for, restricted, held, waiting to be erased, erased; nothing personal."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Boolean, Column, Connection, Integer, MetaData, Table, select

from domain.customer.events import (
    CustomerErased,
    CustomerRestricted,
    CustomerUnrestricted,
    ErasureCompleted,
    ErasurePostponed,
    ExportApproved,
    HoldLifted,
    HoldPlaced,
    MeasureDeclined,
    MeasureRequested,
)
from domain.record.envelope import Recorded
from projections.sql.columns import Moment, Text
from projections.sql.rows import Row, Rows

MEASURES: Final = Table(
    "customer_measures",
    MetaData(),
    Column("customer", Text, primary_key=True),
    Column("requested", Text),
    Column("requested_by", Text),
    Column("restricted", Boolean, nullable=False),
    Column("holds", Integer, nullable=False),
    Column("because", Text),
    Column("until", Text),
    Column("exported", Moment),
    Column("erased", Moment),
    Column("completed", Moment),
    Column("updated", Moment, nullable=False),
)
"""A row a customer of whom anything was ever asked; ``because`` and ``until`` (a day) are of an erasure that waits."""

_EVENTS: Final = frozenset(
    {
        *(MeasureRequested, MeasureDeclined, CustomerRestricted, CustomerUnrestricted, CustomerErased),
        *(ErasurePostponed, ErasureCompleted, HoldPlaced, HoldLifted, ExportApproved),
    }
)
_NOTHING_ASKED: Final[Row] = {"requested": None, "requested_by": None}
_NO_WAIT: Final[Row] = {"because": None, "until": None}


@dataclass(frozen=True, slots=True)
class Erasing:
    """Customers' keys: those whose erasure waits, those who were erased, and of them those who are not done."""

    postponed: tuple[str, ...]
    erased: tuple[str, ...]
    unfinished: tuple[str, ...]


def apply(rows: Rows, recorded: Recorded) -> None:
    customer = recorded.envelope.customer
    if customer is None or type(recorded.event) not in _EVENTS:
        return
    before = rows.get(MEASURES, customer) or _new(customer)
    rows.put(MEASURES, before | _changed(before, recorded) | {"updated": recorded.envelope.occurred})


def _new(customer: str) -> Row:
    row: Row = dict.fromkeys(column.name for column in MEASURES.columns)
    return row | {"customer": customer, "restricted": False, "holds": 0}


def _changed(before: Row, recorded: Recorded) -> Row:
    at = recorded.envelope.occurred
    match recorded.event:
        case MeasureRequested(measure=measure):
            return {"requested": measure, "requested_by": recorded.envelope.actor.id}
        case MeasureDeclined():
            return _NOTHING_ASKED
        case CustomerRestricted():
            return _NOTHING_ASKED | {"restricted": True}
        case CustomerUnrestricted():
            return _NOTHING_ASKED | _NO_WAIT | {"restricted": False}
        case ErasurePostponed(because=because, until=until):
            return _NOTHING_ASKED | {"because": because, "until": f"{until}" if until else None}
        case CustomerErased():
            return _NOTHING_ASKED | _NO_WAIT | {"erased": at}
        case HoldPlaced():
            return _NOTHING_ASKED | {"holds": before["holds"] + 1}
        case HoldLifted():
            return _NOTHING_ASKED | {"holds": max(0, before["holds"] - 1)}
        case ExportApproved():
            return _NOTHING_ASKED | {"exported": at}
        case ErasureCompleted():
            return {"completed": at}
        case _:
            return {}


def erasing(connection: Connection) -> Erasing:
    """Whose keys are to go, or went already."""
    found = [*connection.execute(select(MEASURES)).mappings()]
    return Erasing(
        tuple(row["customer"] for row in found if row["because"]),
        tuple(row["customer"] for row in found if row["erased"]),
        tuple(row["customer"] for row in found if row["erased"] and not row["completed"]),
    )


def listed(connection: Connection) -> list[Row]:
    """All of whom anything was ever asked, the last first."""
    query = select(MEASURES).order_by(MEASURES.c.updated.desc(), MEASURES.c.customer)
    return [dict(row) for row in connection.execute(query).mappings()]
