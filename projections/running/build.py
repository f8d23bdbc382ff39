"""A read model that is being built: in its own tables, or beside them under another name."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Index, MetaData, Table

from projections.projection import Projection
from projections.running import bookkeeping
from projections.sql.engines import alone


@dataclass(frozen=True)
class Build:
    """``name`` keys its position and parked tickets; ``physical`` says where each table of the projection stands."""

    projection: Projection
    name: str
    physical: Mapping[Table, Table]

    @classmethod
    def live(cls, projection: Projection) -> "Build":
        """In the projection's own tables."""
        return cls(projection, projection.name, {table: table for table in projection.tables})

    @classmethod
    def beside(cls, projection: Projection) -> "Build":
        """In tables of its own, which nobody reads yet."""
        return cls(projection, f"{projection.name}__beside", {table: _beside(table) for table in projection.tables})

    def start(self, connection: Connection, epoch: str, at: datetime) -> None:
        """Empty tables, at the beginning of the log."""
        self._drop(connection)
        for table in self.physical.values():
            table.create(connection)
        bookkeeping.begin(connection, self.name, self.projection.version, epoch, at)

    def index(self, connection: Connection) -> None:
        """Make the indexes that tables built beside lack while they are filled; ends the filling."""
        for table, built in self.physical.items():
            for index in table.indexes:
                _named_apart(index, built).create(connection, checkfirst=True)

    def take_over(self, connection: Connection) -> None:
        """Put these tables, position and parked tickets in the place of the live ones. Raises OperationalError."""
        live = Build.live(self.projection)
        alone(connection)
        live._drop(connection)
        for table, built in self.physical.items():
            quoted = connection.dialect.identifier_preparer.format_table
            connection.exec_driver_sql(f"ALTER TABLE {quoted(built)} RENAME TO {quoted(table)}")
        bookkeeping.rename(connection, self.name, live.name)

    def abandon(self, connection: Connection) -> None:
        """Leave nothing of the build."""
        self._drop(connection)
        bookkeeping.forget(connection, self.name)

    def _drop(self, connection: Connection) -> None:
        for table in self.physical.values():
            table.drop(connection, checkfirst=True)


def _beside(table: Table) -> Table:
    """The same columns under another name; the indexes come last."""
    copy = table.to_metadata(MetaData(), name=f"{table.name}__beside")
    copy.indexes.clear()
    return copy


def _named_apart(index: Index, built: Table) -> Index:
    """The same index for another table: a database has each name of an index only once, and this one will stay."""
    return Index(f"{index.name}_{secrets.token_hex(4)}", *(built.c[column.name] for column in index.columns))
