"""The database of all secrets of accounts, beside that of the keys: none of them stands in it as it is."""

import hashlib
import hmac
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongdan.failures import Failure
from gongdan.language import Both
from gongdan.storing.wrapping import unwrap, wrap
from gongdan.system import of_system

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS accounts (
    number TEXT PRIMARY KEY, password TEXT, factor BLOB, prepared BLOB, step INTEGER NOT NULL DEFAULT 0,
    closed INTEGER NOT NULL DEFAULT 0, signed_in TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS recovery_codes (digest TEXT PRIMARY KEY, number TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS identities (
    digest TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, since TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS links (digest TEXT PRIMARY KEY, number TEXT, until TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS sessions (
    digest TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, number TEXT NOT NULL, half INTEGER NOT NULL,
    begun TEXT NOT NULL, seen TEXT NOT NULL, browser TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS sessions_by_number ON sessions (number);
CREATE TABLE IF NOT EXISTS keys (
    id TEXT PRIMARY KEY, digest TEXT NOT NULL UNIQUE, number TEXT NOT NULL, purpose TEXT NOT NULL, roles TEXT NOT NULL,
    reads_only INTEGER NOT NULL, issued TEXT NOT NULL, until TEXT NOT NULL, used TEXT,
    revoked INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS keys_by_number ON keys (number);
CREATE TABLE IF NOT EXISTS subscriber_secrets (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL UNIQUE, sealed BLOB
) STRICT;
CREATE TABLE IF NOT EXISTS subscriber_reads (
    name TEXT PRIMARY KEY, position INTEGER NOT NULL, at TEXT NOT NULL
) STRICT;
"""
Row = tuple[Any, ...]


class Database:
    """SQLite in a private file; safe for several threads. ``secret`` seals what is read again, and hashes the rest.

    Reading has a connection of its own, so that it never waits for what is being written.
    """

    def __init__(self, path: Path, secret: bytes) -> None:
        self._secret, self._seal = secret, AESGCM(hashlib.sha256(b"sealed\n" + secret).digest())
        self._writer, self._reader = _connected(path), _connected(path)
        self._writing, self._reading = threading.Lock(), threading.Lock()
        self._writer.executescript(_SCHEMA)

    @classmethod
    def open(cls, path: Path, secret: bytes) -> "Database":
        """Made where there is none. Raises Failure where it can't be used."""
        try:
            path.touch(mode=0o600)
            return cls(path, secret)
        except OSError as error:
            raise Failure("accounts", path=path, why=of_system(error)) from None
        except sqlite3.DatabaseError as error:
            raise Failure("accounts", path=path, why=Both("文件已损坏", str(error))) from None

    def close(self) -> None:
        with self._writing, self._reading:
            self._writer.close()
            self._reader.close()

    def row(self, query: str, *values: object) -> Row | None:
        with self._reading:
            return self._reader.execute(query, values).fetchone()

    def rows(self, query: str, *values: object) -> list[Row]:
        with self._reading:
            return self._reader.execute(query, values).fetchall()

    @contextmanager
    def writing(self, *, lasting: bool = True) -> Iterator[sqlite3.Connection]:
        """One transaction, on disk when it is left; one that need not be ``lasting`` may be lost with the power."""
        with self._writing:
            self._writer.execute(f"PRAGMA synchronous={'FULL' if lasting else 'NORMAL'}")
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
            except BaseException:
                self._writer.execute("ROLLBACK")
                raise
            self._writer.execute("COMMIT")

    def digest(self, kind: str, text: str) -> str:
        """HMAC-SHA256: what was given out is known again, and can't be found by trying without the master key."""
        return hmac.new(self._secret, f"{kind}\n{text}".encode(), hashlib.sha256).hexdigest()

    def sealed(self, number: str, text: str) -> bytes:
        """AES-256-GCM, for this account alone."""
        return wrap(self._seal, text.encode(), number.encode())

    def opened(self, number: str, sealed: bytes) -> str:
        return unwrap(self._seal, sealed, number.encode()).decode()


def written(at: datetime) -> str:
    """A moment as it is stored: in UTC, so that texts are in the order of moments."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _connected(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=10, check_same_thread=False, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        database.execute(f"PRAGMA {pragma}")
    return database
