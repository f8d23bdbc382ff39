"""The database of the key store: its tables, its two connections, and the one log it belongs to."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from domain.refusals import StoreUnavailable
from gongdan.language import Both

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS subject_keys (
    id TEXT PRIMARY KEY, subject TEXT NOT NULL, wrapped BLOB, created TEXT NOT NULL, shredded TEXT
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS live_subject_keys ON subject_keys (subject) WHERE wrapped IS NOT NULL;
CREATE TABLE IF NOT EXISTS data_keys (
    id TEXT PRIMARY KEY, aggregate TEXT NOT NULL, class TEXT NOT NULL,
    subject_key TEXT NOT NULL REFERENCES subject_keys (id), wrapped BLOB, created TEXT NOT NULL, shredded TEXT
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS live_data_keys ON data_keys (aggregate, class, subject_key) WHERE wrapped IS NOT NULL;
CREATE INDEX IF NOT EXISTS data_keys_by_subject_key ON data_keys (subject_key);
"""

ASKED: Final = 500
"""Keys a SELECT: well under SQLite's limit of 999 variables in older builds."""
KeyRow = tuple[str | bytes | None, ...]


class KeyStoreFailed(RuntimeError):
    """The key store can't be used; the message says why and what to do, ``said`` in both languages."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(english)
        self.said = Both(chinese, english)


class OtherLog(KeyStoreFailed):
    """The store belongs to another event log: a wrong address or prefix, or a log that was lost or replaced."""


class KeyDatabase:
    """SQLite (synchronous=FULL, secure_delete); safe for several threads and processes.

    Reading has a connection of its own, so that it never waits for a key that is being made.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer, self._reader = _connected(path), _connected(path)
        self._writing, self._reading = threading.Lock(), threading.Lock()
        self._writer.executescript(_SCHEMA)
        self.looked_up = 0

    def close(self) -> None:
        with self._writing, self._reading:
            self._writer.close()
            self._reader.close()

    def bind(self, epoch: str, *, empty: bool) -> None:
        """Keep to one log for ever: the first, which must be ``empty`` then.

        Raises OtherLog where the store belongs to another, KeyStoreFailed where it is new and the log is not.
        """
        with self._writing:
            found = self._writer.execute("SELECT value FROM meta WHERE name = 'epoch'").fetchone()
            if found and found[0].decode() == epoch:
                return
            if found:
                raise OtherLog(
                    f"密钥库 {self._path} 属于另一事件日志", f"the key store {self._path} belongs to another event log"
                )
            if not empty:
                raise KeyStoreFailed(
                    f"密钥库 {self._path} 不属于此事件日志，不能打开其中的个人信息：请从备份恢复与之相符的 keys.db",
                    f"the key store {self._path} is not the one of this event log, whose personal data it can't open: "
                    "put back the keys.db that belongs to it, from its backup",
                )
            self._writer.execute("INSERT INTO meta VALUES ('epoch', ?)", (epoch.encode(),))

    @property
    def bound(self) -> bool:
        """Whether it belongs to a log already."""
        return self.keeps("epoch")

    def keeps(self, name: str) -> bool:
        """Whether something of this name was noted or made."""
        return self._row("SELECT 1 FROM meta WHERE name = ?", name) is not None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing, on disk when it is left. Raises StoreUnavailable."""
        with self._writing, self._alone():
            yield

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """A transaction of who holds the lock already."""
        with busy_is_unavailable():
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._writer.execute("ROLLBACK")
                raise
            self._writer.execute("COMMIT")

    def settle(self) -> None:
        """The journal into the file, and emptied. Raises StoreUnavailable while somebody reads in it."""
        with self._writing, busy_is_unavailable():
            [busy, *_] = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StoreUnavailable("key store: its journal is in use, and holds keys that were shredded")

    def _row(self, query: str, *values: str) -> KeyRow | None:
        with self._reading, busy_is_unavailable():
            self.looked_up += 1
            return self._reader.execute(query, values).fetchone()

    def _rows(self, query: str, *values: str, asked: int | None = None) -> list[KeyRow]:
        """``asked``: for how many keys, where that is not one for each value."""
        with self._reading, busy_is_unavailable():
            self.looked_up += len(values) if asked is None else asked
            return self._reader.execute(query, values).fetchall()


def _connected(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=10, check_same_thread=False, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        database.execute(f"PRAGMA {pragma}")
    return database


@contextmanager
def busy_is_unavailable() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StoreUnavailable(f"key store: {error}") from error


def now() -> str:
    return datetime.now(UTC).isoformat()
