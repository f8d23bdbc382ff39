"""Where a read model stands: in the tables in use, in those built beside them, or in the former ones that are kept."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Index, MetaData, Table, inspect

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
        return cls._apart(projection, "beside")

    @classmethod
    def kept(cls, projection: Projection) -> "Build":
        """In the tables that were in use before the last swap."""
        return cls._apart(projection, "kept")

    @classmethod
    def _apart(cls, projection: Projection, where: str) -> "Build":
        apart = {table: _under(table, f"{table.name}__{where}") for table in projection.tables}
        return cls(projection, f"{projection.name}__{where}", apart)

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
        """Put these tables, position and parked tickets into use, and keep those that were. Raises OperationalError."""
        live, kept = Build.live(self.projection), Build.kept(self.projection)
        aside = Build.beside(self.projection) if self.name == kept.name else kept
        alone(connection)
        aside.abandon(connection)
        live._move(connection, aside)
        self._move(connection, live)
        if aside is not kept:
            aside._move(connection, kept)

    def abandon(self, connection: Connection) -> None:
        """Leave nothing of the build."""
        self._drop(connection)
        bookkeeping.forget(connection, self.name)

    def _move(self, connection: Connection, to: "Build") -> None:
        """Rename what there is: another version may have had other tables."""
        quoted = connection.dialect.identifier_preparer.format_table
        for table, mine in self.physical.items():
            if inspect(connection).has_table(mine.name):
                connection.exec_driver_sql(f"ALTER TABLE {quoted(mine)} RENAME TO {quoted(to.physical[table])}")
        bookkeeping.rename(connection, self.name, to.name)

    def _drop(self, connection: Connection) -> None:
        for table in self.physical.values():
            table.drop(connection, checkfirst=True)


def _under(table: Table, name: str) -> Table:
    """The same columns under another name; the indexes come last."""
    copy = table.to_metadata(MetaData(), name=name)
    copy.indexes.clear()
    return copy


def _named_apart(index: Index, built: Table) -> Index:
    """The same index for another table: a database has each name of an index only once, and this one will stay."""
    return Index(f"{index.name}_{secrets.token_hex(4)}", *(built.c[column.name] for column in index.columns))
