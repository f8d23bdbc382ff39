"""A read model that is being built: in its own tables, or beside them under another name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, MetaData, Table, insert, select

from projections.projection import Projection
from projections.running import bookkeeping


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

    def take_over(self, connection: Connection) -> None:
        """Put these rows, position and parked tickets in the place of the live ones."""
        live = Build.live(self.projection)
        live._drop(connection)
        for table, built in self.physical.items():
            table.create(connection)
            connection.execute(insert(table).from_select(list(table.c.keys()), select(built)))
        self._drop(connection)
        bookkeeping.rename(connection, self.name, live.name)

    def abandon(self, connection: Connection) -> None:
        """Leave nothing of the build."""
        self._drop(connection)
        bookkeeping.forget(connection, self.name)

    def _drop(self, connection: Connection) -> None:
        for table in self.physical.values():
            table.drop(connection, checkfirst=True)


def _beside(table: Table) -> Table:
    """The same columns under another name; without indexes, whose names a database has only once."""
    copy = table.to_metadata(MetaData(), name=f"{table.name}__beside")
    copy.indexes.clear()
    return copy
