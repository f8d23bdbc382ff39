"""Rows of now that held at a moment: those of histories of which all lies before it, copied as they stand."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, MetaData, Table, delete, insert, select, type_coerce
from sqlalchemy.types import NullType

from projections import clocks, figures, progress, register, sales
from projections.figures.rows.daily import put
from projections.figures.rows.tables import CASES
from projections.projection import Projection
from projections.spans.asking import Bound
from projections.spans.tables import SPANS
from projections.sql.members import MEMBERS
from projections.sql.rows import Rows

_COPIED, _DELETED = 5000, 500
"""Rows a statement."""
LIVE: Final = "live"
"""The schema of the tables of now where they stand beside those of the past."""


TOLD: Final = frozenset(
    {register.PROJECTION, progress.PROJECTION, figures.PROJECTION, clocks.PROJECTION, sales.PROJECTION}
)
"""Read models whose rows are of one ticket or complaint each; sets of these; sums; or made of few events."""


def names_history(table: Table) -> str | None:
    """The column that names the ticket or complaint whose row it is."""
    return next((name for name in ("number", "complaint") if name in table.c), None)


def is_of_sets(table: Table) -> bool:
    """Sets of tickets that may stand in them, which those who look into them look up: more of them do no harm."""
    return MEMBERS in table.c


@dataclass(frozen=True, slots=True)
class Copying:
    """Both ends of a copy: what is read and what is written, each in a transaction.

    ``attached``: the tables that are read stand beside those that are written, in the schema ``live``.
    """

    live: Connection
    past: Connection
    apart: frozenset[str] = field(default_factory=frozenset[str])
    attached: bool = False

    def keep(self, projection: Projection, bound: Bound) -> None:
        """Copy the rows that held then, but of the histories ``apart``; the tables get their indexes after that."""
        indexes = [index for table in projection.tables for index in table.indexes]
        for index in indexes:
            index.drop(self.past)
        for table in projection.tables:
            column = names_history(table)
            if column is not None:
                whole = select(SPANS.c.number).where(bound.before)
                self._copy(table, select(table).where(table.c[column].in_(whole)))
            elif is_of_sets(table):
                self._copy(table, select(table))
        drop(self.past, projection, self.apart)
        for index in indexes:
            index.create(self.past)

    def _copy(self, table: Table, query: Any) -> None:
        plain = self.live.dialect.name == self.past.dialect.name
        if plain:  # the same database on both sides: values pass as they are stored
            columns: Any = [type_coerce(column, NullType()) for column in table.columns]
            query = query.with_only_columns(*columns)
        if self.attached:
            into = insert(_own(table)).from_select([column.name for column in table.columns], query)
            self.past.execute(into, execution_options={"schema_translate_map": {None: LIVE}})
            return
        into = str(insert(table).compile(dialect=self.past.dialect))
        for some in self.live.execute(query.execution_options(yield_per=_COPIED)).partitions():
            if plain:
                self.past.exec_driver_sql(into, [tuple(row) for row in some])
            else:
                self.past.execute(insert(table), [row._asdict() for row in some])


@cache
def _own(table: Table) -> Table:
    """The table that is written, by the name of its schema."""
    return table.to_metadata(MetaData(), schema="main")


def drop(past: Connection, projection: Projection, numbers: Iterable[str]) -> None:
    """Leave out the rows of these histories."""
    wanted = sorted(numbers)
    for table in projection.tables:
        if (column := names_history(table)) is not None:
            for start in range(0, len(wanted), _DELETED):
                past.execute(delete(table).where(table.c[column].in_(wanted[start : start + _DELETED])))


def add_up(past: Connection, projection: Projection) -> None:
    """Count the cases that were kept into the sums by day."""
    if projection is not figures.PROJECTION:
        return
    for some in past.execute(select(CASES).execution_options(yield_per=_COPIED)).mappings().partitions():
        rows = Rows(past)
        for case in some:
            put(rows, None, dict(case))
            rows.keep()
        rows.flush()
