"""Where read models are kept: one SQL database, each model's rows beside the position they were read up to."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

from sqlalchemy import URL, Connection, Engine, Table, select
from sqlalchemy.exc import DBAPIError

from domain.policy.shipped import DEFAULT
from projections.errors import StoreAway, StoreDamaged
from projections.running.bookkeeping import BOOKS, POSITIONS, Position
from projections.sql import engines
from projections.sql.blinding import BLIND, Blind
from projections.sql.local import POLICY, SHANGHAI, ZONE
from projections.sql.troubles import is_away, is_damage


class ReadStore:
    """A database of read models, SQLite or PostgreSQL by its URL; usable from several threads."""

    def __init__(
        self, engine: Engine, blind: Blind | None = None, zone: ZoneInfo = SHANGHAI, policy: str = DEFAULT
    ) -> None:
        self._engine = engine.execution_options(**{BLIND: blind, ZONE: zone, POLICY: policy})
        with self.write() as connection:
            engines.require_utf8(connection)
            BOOKS.create_all(connection)

    @classmethod
    def open(
        cls, where: Path | str | URL, blind: Blind | None = None, zone: ZoneInfo = SHANGHAI, policy: str = DEFAULT
    ) -> Self:
        """A path means SQLite there (made if need be, readable by its owner only); a text is a database URL.

        Without ``blind``, the keyed hash of a value, nothing is kept by which a person could be searched for.
        ``zone`` is where the desk's days begin and end, ``policy`` the default pack of the deployment.
        Raises StoreRefused where it can't be used, StoreDamaged, SQLAlchemyError.
        """
        engine = engines.open_engine(where)
        try:
            return cls(engine, blind, zone, policy)
        except (StoreAway, DBAPIError) as error:
            reason = error.__cause__ if isinstance(error, StoreAway) else error
            if not isinstance(reason, DBAPIError):
                raise
            raise engines.refused(reason, engine.url) if engine.dialect.name == "postgresql" else reason from None

    @classmethod
    def in_memory(cls, blind: Blind | None = None, zone: ZoneInfo = SHANGHAI, policy: str = DEFAULT) -> Self:
        """A store that nobody else sees and that is gone when closed; for one thread at a time."""
        return cls(engines.in_memory(), blind, zone, policy)

    @classmethod
    def scratch(cls, zone: ZoneInfo = SHANGHAI, policy: str = DEFAULT) -> Self:
        """As in memory, but what is large goes to a file without a name, which is gone with the process too."""
        return cls(engines.scratch(), None, zone, policy)

    @property
    def policy(self) -> str:
        """The deployment's default pack."""
        return self._engine.get_execution_options()[POLICY]

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of all read models. Raises StoreDamaged, StoreAway."""
        with _told(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all of it or nothing, one at a time. Raises StoreDamaged, StoreAway."""
        with _told(), self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def beside(self, other: "ReadStore", name: str) -> Iterator[bool]:
        """While it lasts, the tables of another store can be read from this scratch one, in a schema of that name.

        False where they can't be.
        """
        with engines.attached(self._engine, other._engine, name) as there:
            yield there

    def verify(self) -> None:
        """Look at every page of a SQLite file (about a second a gigabyte). Raises StoreDamaged."""
        if self._engine.dialect.name != "sqlite":
            return
        with self.read() as connection:
            if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
                raise StoreDamaged

    def scrub(self) -> bool:
        """Leave no byte of rows that are gone; False where a PostgreSQL server does not let us do all of it.

        On PostgreSQL its log keeps former rows until it is not needed any more, unless ``wal_recycle`` is off.
        """
        return engines.scrub(self._engine)

    def positions(self) -> dict[str, Position]:
        """Up to where each read model was read."""
        with self.read() as connection:
            return {row.projection: Position(*row) for row in connection.execute(select(POSITIONS))}

    def dump(self, table: Table) -> list[dict[str, Any]]:
        """Every row of a table by key: for comparing one build with another."""
        with self.read() as connection:
            return [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]

    def close(self) -> None:
        """Return every connection."""
        self._engine.dispose()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if is_damage(error):
            raise StoreDamaged from error
        if is_away(error):
            raise StoreAway from error
        raise
