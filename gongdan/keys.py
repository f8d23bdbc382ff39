"""The key store: one data key per (aggregate, class, subject), wrapped by its subject's key, in a database of its own.

Losing one subject's key makes that person unreadable everywhere; losing one data key ends one ticket's data of a class.
"""

import hashlib
import hmac
import secrets
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_CACHED: Final = 100_000
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS subject_keys (
    subject TEXT PRIMARY KEY, wrapped BLOB NOT NULL, created TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS data_keys (
    id TEXT PRIMARY KEY, aggregate TEXT NOT NULL, class TEXT NOT NULL, subject TEXT NOT NULL,
    wrapped BLOB NOT NULL, created TEXT NOT NULL, UNIQUE (aggregate, class, subject)
) STRICT;
CREATE INDEX IF NOT EXISTS data_keys_by_subject ON data_keys (subject);
"""

_SELECT: Final = (
    "SELECT d.id, d.aggregate, d.class, d.subject, d.wrapped, s.wrapped "
    "FROM data_keys d JOIN subject_keys s ON s.subject = d.subject"
)

Place = tuple[str, str, str]
"""What a data key is for: aggregate, class, subject."""


class KeyStoreFailed(RuntimeError):
    """The key store can't be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class DataKey:
    """A key ready for use. ``id`` stands beside every ciphertext made with it."""

    id: str
    aead: AESGCM


def pseudonym(index_key: bytes, kind: str, value: str) -> str:
    """HMAC-SHA256 of kind and value, its first 32 hex digits: docs/formats.md section 4."""
    return hmac.new(index_key, f"{kind}\n{value}".encode(), hashlib.sha256).hexdigest()[:32]


class KeyStore:
    """Keys in SQLite (synchronous=FULL, secure_delete); safe for several threads and processes."""

    def __init__(self, database: sqlite3.Connection, master: bytes) -> None:
        self._database, self._master = database, AESGCM(master)
        self._lock = threading.RLock()
        self._by_place: dict[Place, DataKey] = {}
        self._by_id: dict[str, AESGCM] = {}
        self._index_key = self._own_secret("index-key")

    @classmethod
    def open(cls, path: Path, master: bytes) -> "KeyStore":
        """Open or create. ``master`` (32 bytes) wraps all; raises KeyStoreFailed where it is not this store's."""
        if not path.exists():
            path.touch(mode=0o600)
        database = sqlite3.connect(path, timeout=30, check_same_thread=False, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            database.execute(f"PRAGMA {pragma}")
        database.executescript(_SCHEMA)
        try:
            return cls(database, master)
        except InvalidTag:
            database.close()
            raise KeyStoreFailed(
                f"the key-encryption key is not the one that {path} was made with: "
                "set GONGDAN_KEY_FILE or GONGDAN_KEY to the right one, from its backup"
            ) from None

    def close(self) -> None:
        with self._lock:
            self._database.close()

    def ensure(self, places: Iterable[Place]) -> None:
        """Make the keys that are missing, durable before this returns, in one transaction."""
        with self._lock:
            missing = [place for place in dict.fromkeys(places) if place not in self._by_place]
            unknown = [place for place in missing if not self._found(place)]
            if not unknown:
                return
            with self._transaction():
                for place in unknown:
                    self._make(place)
            for place in unknown:
                self._found(place)

    def key_for(self, place: Place) -> DataKey:
        """The key to encrypt with, made where there is none yet."""
        key = self._by_place.get(place)
        if key is None:
            self.ensure([place])
            key = self._by_place[place]
        return key

    def key(self, key_id: str) -> AESGCM | None:
        """The key of a ciphertext; None where it was shredded."""
        found = self._by_id.get(key_id)
        if found is None:
            with self._lock:
                row = self._database.execute(
                    f"{_SELECT} WHERE d.id = ?", (key_id,)
                ).fetchone()  # fmt: skip
                found = self._unwrapped(row).aead if row else None
        return found

    def pseudonym(self, kind: str, value: str) -> str:
        """A stable id for a personal value, 32 hex digits, that only the holder of the keys can compute."""
        return pseudonym(self._index_key, kind, value)

    def _found(self, place: Place) -> bool:
        row = self._database.execute(
            f"{_SELECT} WHERE d.aggregate = ? AND d.class = ? AND d.subject = ?", place
        ).fetchone()  # fmt: skip
        if row is None:
            return False
        self._by_place[place] = self._unwrapped(row)
        return True

    def _make(self, place: Place) -> None:
        aggregate, kind, subject = place
        key_id, now = secrets.token_hex(16), datetime.now(UTC).isoformat()
        wrapped = _wrap(self._subject_key(subject), secrets.token_bytes(32), _data_context(key_id, *place))
        self._database.execute(
            "INSERT OR IGNORE INTO data_keys VALUES (?, ?, ?, ?, ?, ?)",
            (key_id, aggregate, kind, subject, wrapped, now),
        )

    def _subject_key(self, subject: str) -> AESGCM:
        fresh = _wrap(self._master, secrets.token_bytes(32), _subject_context(subject))
        self._database.execute(
            "INSERT OR IGNORE INTO subject_keys VALUES (?, ?, ?)", (subject, fresh, datetime.now(UTC).isoformat())
        )
        [wrapped] = self._database.execute("SELECT wrapped FROM subject_keys WHERE subject = ?", (subject,)).fetchone()
        return AESGCM(_unwrap(self._master, wrapped, _subject_context(subject)))

    def _unwrapped(self, row: Sequence[bytes | str]) -> DataKey:
        key_id, aggregate, kind, subject = (str(part) for part in row[:4])
        of_subject = AESGCM(_unwrap(self._master, bytes(row[5]), _subject_context(subject)))  # type: ignore[arg-type]
        raw = _unwrap(of_subject, bytes(row[4]), _data_context(key_id, aggregate, kind, subject))  # type: ignore[arg-type]
        if len(self._by_id) >= _CACHED:
            self._by_id.clear()
            self._by_place.clear()
        self._by_id[key_id] = AESGCM(raw)
        return DataKey(key_id, self._by_id[key_id])

    def _own_secret(self, name: str) -> bytes:
        """A secret of the store's own, wrapped by the master key: opening it proves that the master key fits."""
        with self._lock:
            fresh = _wrap(self._master, secrets.token_bytes(32), name.encode())
            self._database.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (name, fresh))
            [wrapped] = self._database.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return _unwrap(self._master, wrapped, name.encode())

    def _transaction(self) -> "_Transaction":
        return _Transaction(self._database)


class _Transaction:
    """BEGIN IMMEDIATE … COMMIT, rolled back on an error."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def __enter__(self) -> None:
        self._database.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if error is None:
            self._database.execute("COMMIT")
            return
        with suppress(sqlite3.Error):
            self._database.execute("ROLLBACK")


def _subject_context(subject: str) -> bytes:
    return f"subject-key\n{subject}".encode()


def _data_context(key_id: str, aggregate: str, kind: str, subject: str) -> bytes:
    return f"data-key\n{key_id}\n{aggregate}\n{kind}\n{subject}".encode()


def _wrap(by: AESGCM, key: bytes, context: bytes) -> bytes:
    nonce = secrets.token_bytes(12)
    return nonce + by.encrypt(nonce, key, context)


def _unwrap(by: AESGCM, wrapped: bytes, context: bytes) -> bytes:
    return by.decrypt(wrapped[:12], wrapped[12:], context)
