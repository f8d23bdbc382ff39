"""How a month's figures become rows, and which there are."""

from typing import Final, cast

from sqlalchemy import BigInteger, Column, Connection, MetaData, Table, select

from domain.record.envelope import Recorded
from domain.sales.events import UnitsSoldRecorded
from projections.projection import Projection
from projections.sql.columns import Moment, Text, never_stored
from projections.sql.rows import Row, Rows
from projections.wording.words import TITLES

SALES: Final = Table(
    "units_sold",
    MetaData(),
    Column("month", Text, primary_key=True),
    Column("model", Text, primary_key=True),
    Column("batch", Text, primary_key=True),
    Column("units", BigInteger, nullable=False),
    Column("updated", Moment, nullable=False),
)
"""Figures that hold; ``batch`` is empty where none is known."""


def apply(rows: Rows, recorded: Recorded) -> None:
    event = cast("UnitsSoldRecorded", recorded.event)
    for each in event.sold:
        named = {"month": event.month, "model": each.model, "batch": each.batch or ""}
        rows.put(SALES, {**named, "units": each.units, "updated": recorded.envelope.occurred})


PROJECTION: Final = Projection("sales", 1, TITLES["sales"][0], (SALES,), apply, frozenset({"sales"}))


def figures(connection: Connection, month: str | None, model: str | None) -> list[Row]:
    """Those of a month, of a model, or all, by month, model and batch."""
    if never_stored(month, model):
        return []
    query = select(SALES).order_by(*SALES.primary_key)
    for column, value in ((SALES.c.month, month), (SALES.c.model, model)):
        if value is not None:
            query = query.where(column == value)
    return [dict(row) for row in connection.execute(query).mappings()]
