"""The second copy of the log, to be appended to only: every message as it stands there, and the tree over them all."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import IntegrityError

from trust.contents import Cosigned, Head, Row, Sealed, head_of
from trust.tiles import Place

_PAGE: Final = 65_536
"""Bytes of a page of SQLite: some fifty events, or seven tiles, to a page waste little of it."""
_TABLES: Final = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE messages (position {big} PRIMARY KEY, leaf BIGINT NOT NULL, at BIGINT NOT NULL, before BIGINT NOT NULL,
  subject TEXT NOT NULL, headers {bytes} NOT NULL, body {bytes} NOT NULL);
CREATE TABLE heads (subject TEXT {c} PRIMARY KEY, version BIGINT NOT NULL, position BIGINT NOT NULL,
  hash {bytes} NOT NULL) {flat};
CREATE TABLE tiles (place {big} PRIMARY KEY, hashes {bytes} NOT NULL);
CREATE TABLE checkpoints (size {big} PRIMARY KEY, position BIGINT NOT NULL, at BIGINT NOT NULL, entry TEXT NOT NULL,
  note TEXT NOT NULL);
CREATE TABLE cosignatures (size BIGINT NOT NULL, witness TEXT NOT NULL, line TEXT NOT NULL, key TEXT NOT NULL,
  PRIMARY KEY (size, witness))
"""
_LITE: Final = {"big": "INTEGER", "bytes": "BLOB", "c": "", "flat": "WITHOUT ROWID"}
_LARGE: Final = {"big": "BIGINT", "bytes": "BYTEA", "c": 'COLLATE "C"', "flat": ""}
_KEPT: Final = ("messages", "checkpoints", "cosignatures")
"""Tables whose rows stay as they are."""


_OF_ROWS: Final = "SELECT position, leaf, at, before, subject, headers, body FROM messages"
_ROW: Final = f"{_OF_ROWS} WHERE position = ?"
_ROWS: Final = f"{_OF_ROWS} WHERE position > ? ORDER BY position LIMIT ?"
_LAST_ROW: Final = f"{_OF_ROWS} ORDER BY position DESC LIMIT 1"
_HEADS: Final = "SELECT subject, version, position, hash FROM heads"
_SORTED: Final = f"{_HEADS} ORDER BY subject"
"""By the bytes of the subject, in either database."""
_EARLIER: Final = (
    "SELECT subject, MIN(before) FROM messages WHERE position > ? AND before > 0 AND before <= ? GROUP BY subject"
)
"""The last events up to a position of the subjects that went on behind it."""
_TILE: Final = "SELECT hashes FROM tiles WHERE place = ?"
_SEALED: Final = "SELECT size, position, at, entry, note FROM checkpoints"
_SEALED_AT: Final = f"{_SEALED} WHERE size = ?"
_COSIGNED: Final = "SELECT size, witness, line, key FROM cosignatures"
_COSIGNED_AT: Final = f"{_COSIGNED} WHERE size = ? ORDER BY witness"
_COSIGNED_SINCE: Final = (
    "SELECT c.size, c.witness, c.line, c.key FROM cosignatures c JOIN checkpoints s ON s.size = c.size "
    "WHERE s.position >= ? ORDER BY c.size, c.witness"
)


class JournalUnread(OSError):
    """What was written last stands in a journal that can't be read where nothing can be written."""


class Overtaken(Exception):
    """Somebody else archived this position."""


class Archive:
    """One log's, whose names stand in ``meta``; readers may look while one writes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._mark = "?" if engine.dialect.name == "sqlite" else "%s"

    @classmethod
    def open(cls, where: Path | str, meta: Mapping[str, str] | None = None) -> Self:
        """A path means SQLite; made with this ``meta`` where there is none.

        Without ``meta`` a file that can't be written is opened to be read. Raises SQLAlchemyError, ValueError, OSError.
        """
        url = URL.create("sqlite", database=str(where)) if isinstance(where, Path) else make_url(where)
        made = cls(_lite(url, make=meta is not None) if url.get_backend_name() == "sqlite" else _large(url))
        if meta is not None:
            made._make(meta)
        return made

    def close(self) -> None:
        self._engine.dispose()

    @property
    def name(self) -> str:
        """Where it is, without a password."""
        return self._engine.url.render_as_string(hide_password=True)

    @property
    def meta(self) -> dict[str, str]:
        return dict(self._all("SELECT name, value FROM meta"))

    @contextmanager
    def writing(self) -> Iterator["Writing"]:
        """All or nothing, on disk when it is left. Raises Overtaken."""
        try:
            with self._engine.begin() as connection:
                yield Writing(connection, self._mark)
        except IntegrityError as error:
            raise Overtaken from error

    def end(self) -> Row | None:
        """The last message."""
        return next(iter(self._rows(_LAST_ROW)), None)

    def at(self, position: int) -> Row | None:
        return next(iter(self._rows(_ROW, position)), None)

    def after(self, position: int, most: int) -> list[Row]:
        """Up to ``most`` messages behind a position, in order."""
        return self._rows(_ROWS, position, most)

    def history(self, subject: str, position: int) -> list[Row]:
        """The events on a subject up to the one at that position; oldest first."""
        found = list[Row]()
        while position and (row := self.at(position)) and row.subject == subject:
            found.append(row)
            position = row.before if row.before < position else 0
        return found[::-1]

    def heads(self, as_of: int | None = None) -> list[Head]:
        """The last event of every subject, sorted; as of an earlier position, where that is given."""
        if as_of is None:
            return self._heads(_SORTED)
        heads = {head.subject: head for head in self._heads(_HEADS) if head.position <= as_of}
        for subject, position in self._all(_EARLIER, as_of, as_of):
            if (row := self.at(position)) and (head := head_of(row)):
                heads[subject] = head
        return sorted(heads.values(), key=lambda head: head.subject.encode())

    def heads_of(self, subjects: Sequence[str]) -> list[Head]:
        marks = ", ".join("?" * len(subjects))
        return self._heads(f"{_HEADS} WHERE subject IN ({marks})", *subjects)

    def tile(self, place: Place) -> bytes:
        """Nothing where there is none."""
        return next((bytes(hashes) for (hashes,) in self._all(_TILE, _placed(place))), b"")

    def leaves(self) -> int:
        """How many entries the tree has."""
        last, sealed = self.end(), self.checkpoint()
        return max(last.leaf + 1 if last else 0, sealed.size if sealed else 0)

    def checkpoints(self) -> list[Sealed]:
        return [Sealed(*row) for row in self._all(f"{_SEALED} ORDER BY size")]

    def checkpoint(self, size: int | None = None) -> Sealed | None:
        """Of that size, or the last."""
        found = self._all(f"{_SEALED} ORDER BY size DESC LIMIT 1") if size is None else self._all(_SEALED_AT, size)
        return next((Sealed(*row) for row in found), None)

    def cosignatures(self, position: int | None = None) -> list[Cosigned]:
        """By size; of the checkpoints that cover this position, where it is given."""
        if position is None:
            return [Cosigned(*row) for row in self._all(f"{_COSIGNED} ORDER BY size, witness")]
        return [Cosigned(*row) for row in self._all(_COSIGNED_SINCE, position)]

    def cosigned(self, size: int) -> list[Cosigned]:
        """Under the checkpoint of this size."""
        return [Cosigned(*row) for row in self._all(_COSIGNED_AT, size)]

    def _make(self, meta: Mapping[str, str]) -> None:
        kind = _LITE if self._engine.dialect.name == "sqlite" else _LARGE
        with self._engine.begin() as connection:
            if self._engine.dialect.has_table(connection, "messages"):
                return
            for statement in _TABLES.format(**kind).split(";"):
                connection.execute(text(statement))
            for statement in _guards(self._engine.dialect.name):
                connection.exec_driver_sql(statement)
            connection.execute(
                text("INSERT INTO meta VALUES (:name, :value)"), [{"name": n, "value": v} for n, v in meta.items()]
            )

    def _rows(self, statement: str, *values: object) -> list[Row]:
        return [*map(Row._make, self._all(statement, *values))]

    def _heads(self, statement: str, *values: object) -> list[Head]:
        return [*map(Head._make, self._all(statement, *values))]

    def _all(self, statement: str, *values: object) -> Sequence[Any]:
        with self._engine.connect() as connection:
            return connection.exec_driver_sql(statement.replace("?", self._mark), values).fetchall()


class Writing:
    """What one transaction adds."""

    def __init__(self, connection: Connection, mark: str) -> None:
        self._connection, self._mark = connection, mark

    def messages(self, rows: Sequence[Row]) -> None:
        self._many("INSERT INTO messages VALUES", rows)

    def heads(self, heads: Iterable[Head]) -> None:
        self._many(
            "INSERT INTO heads VALUES",
            heads,
            "ON CONFLICT (subject) DO UPDATE SET version = excluded.version, position = excluded.position, "
            "hash = excluded.hash",
        )

    def tiles(self, tiles: Iterable[tuple[Place, bytes]]) -> None:
        rows = [(_placed(place), hashes) for place, hashes in tiles]
        self._many("INSERT INTO tiles VALUES", rows, "ON CONFLICT (place) DO UPDATE SET hashes = excluded.hashes")

    def checkpoint(self, sealed: Sealed) -> None:
        self._many("INSERT INTO checkpoints VALUES", [sealed])

    def cosignature(self, cosigned: Cosigned) -> None:
        """Once; the first stays."""
        self._many("INSERT INTO cosignatures VALUES", [cosigned], "ON CONFLICT DO NOTHING")

    def _many(self, statement: str, rows: Iterable[tuple[Any, ...]], rest: str = "") -> None:
        rows = list(rows)
        if rows:
            marks = ", ".join([self._mark] * len(rows[0]))
            self._connection.exec_driver_sql(f"{statement} ({marks}) {rest}", rows)


def _placed(place: Place) -> int:
    """Level and number as one: the number in the low 48 bits."""
    return place[0] << 48 | place[1]


def _guards(dialect: str) -> Iterator[str]:
    """Changing what was archived takes more than a slip."""
    if dialect != "sqlite":
        body = "BEGIN RAISE 'append only'; END"
        yield f"CREATE FUNCTION archive_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"
    for table in _KEPT:
        for act in ("UPDATE", "DELETE"):
            name = f"{table}_no_{act.lower()}"
            if dialect == "sqlite":
                yield f"CREATE TRIGGER {name} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, 'append only'); END"
            else:
                yield f"CREATE TRIGGER {name} BEFORE {act} ON {table} EXECUTE FUNCTION archive_is_kept()"


def _lite(url: URL, *, make: bool) -> Engine:
    if url.database and not make and (only := only_to_read(Path(url.database).absolute())):
        return create_engine(url, creator=lambda: _reading(only), hide_parameters=True)
    if url.database:
        os.close(os.open(url.database, (os.O_CREAT if make else 0) | os.O_RDWR, 0o600))
    engine = create_engine(url, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _: object) -> None:  # pyright: ignore[reportUnusedFunction]
        for pragma in (f"page_size={_PAGE}", "journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _reading(uri: str) -> sqlite3.Connection:
    """For one thread after another, as SQLAlchemy's pool has it."""
    return sqlite3.connect(uri, uri=True, timeout=10, check_same_thread=False)


def only_to_read(path: Path) -> str:
    """How SQLite opens what can't be written, or nothing where it can; ``immutable`` where nobody can be writing.

    SQLite reads the journal beside it only where ``-shm`` is there too or can be made. Raises OSError, JournalUnread.
    """
    os.close(os.open(path, os.O_RDONLY))
    journal, shared = Path(f"{path}-wal"), Path(f"{path}-shm").exists()
    fixed = not os.access(path.parent, os.W_OK)
    if os.access(path, os.W_OK) and (shared or not fixed):
        return ""
    if fixed and not shared and journal.exists() and journal.stat().st_size:
        raise JournalUnread(f"{journal} can't be read in a folder that can't be written")
    alone = fixed and not shared
    return f"{path.as_uri()}?mode=ro{'&immutable=1' if alone else ''}"


def _large(url: URL) -> Engine:
    return create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, hide_parameters=True)
