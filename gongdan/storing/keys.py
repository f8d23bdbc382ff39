"""The key store: one data key per (aggregate, class, subject), wrapped by its subject's key, in a database of its own.

Shredding one subject's key makes that person unreadable everywhere; shredding one data key ends one ticket's data of a
class. What was shredded keeps its row without the key, so that it is told from a key that is lost.
"""

import hashlib
import hmac
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.refusals import StoreUnavailable
from gongdan.language import Both
from gongdan.storing.wrapping import data_context, fresh, fresh_id, subject_context, unwrap, wrap
from gongdan.system import of_system

_CACHED: Final = 100_000
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
_SELECT: Final = (
    "SELECT d.id, d.aggregate, d.class, d.wrapped, s.id, s.subject, s.wrapped "
    "FROM data_keys d JOIN subject_keys s ON s.id = d.subject_key"
)
_LIVE: Final = "d.wrapped IS NOT NULL AND s.wrapped IS NOT NULL"
_ASKED: Final = 500
"""Keys a SELECT: well under SQLite's limit of 999 variables in older builds."""

_LIVING: Final = "SELECT aggregate, count(*) FROM data_keys WHERE wrapped IS NOT NULL"
_ALL_OF: Final = "SELECT id FROM subject_keys WHERE subject = ?"
_LIVE_OF: Final = f"{_ALL_OF} AND wrapped IS NOT NULL"
_SHREDDED_UNDER: Final = (
    "SELECT count(*) FROM data_keys d JOIN subject_keys s ON s.id = d.subject_key "
    "WHERE s.subject = ? AND d.shredded IS NOT NULL"
)
_UNSWEPT_OF: Final = "unswept "
"""Begins the name of a note; the subject follows."""

Place = tuple[str, str, str]
"""What a data key is for: aggregate, class, subject."""
_KeyRow = tuple[str | bytes | None, ...]


class KeyStoreFailed(RuntimeError):
    """The key store can't be used; the message says why and what to do, ``said`` in both languages."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(english)
        self.said = Both(chinese, english)


class OtherLog(KeyStoreFailed):
    """The store belongs to another event log: a wrong address or prefix, or a log that was lost or replaced."""


class KeyMissing(LookupError):
    """The key was neither shredded nor is it here: the key store is not the one that belongs to the log."""


@dataclass(frozen=True, slots=True)
class DataKey:
    """A key ready for use. ``id`` stands beside every ciphertext made with it."""

    id: str
    aead: AESGCM


@dataclass(frozen=True, slots=True)
class Shredded:
    """What was destroyed of a subject: the ids of its keys, and how many data keys were under them."""

    subject_keys: tuple[str, ...]
    data_keys: int


def pseudonym(index_key: bytes, kind: str, value: str) -> str:
    """HMAC-SHA256 of kind and value, its first 32 hex digits: docs/formats.md section 4."""
    return hmac.new(index_key, f"{kind}\n{value}".encode(), hashlib.sha256).hexdigest()[:32]


class KeyStore:
    """Keys in SQLite (synchronous=FULL, secure_delete); safe for several threads and processes.

    Reading has a connection of its own, so that it never waits for a key that is being made.
    """

    def __init__(self, path: Path, master: bytes) -> None:
        self._path, self._master = path, AESGCM(master)
        self._writer, self._reader = _connected(path), _connected(path)
        self._writing, self._reading = threading.Lock(), threading.Lock()
        self._by_place: dict[Place, DataKey] = {}
        self._by_id: dict[str, AESGCM] = {}
        self._writer.executescript(_SCHEMA)
        self.looked_up = 0
        self._index_key = self._own_secret("index-key")

    @classmethod
    def open(cls, path: Path, master: bytes, *, make: bool = True) -> "KeyStore":
        """Open, or create if ``make``. ``master`` (32 bytes) wraps all; raises KeyStoreFailed where it does not fit."""
        try:
            if not path.exists():
                _require(make, path)
                path.touch(mode=0o600)
            return cls(path, master)
        except InvalidTag:
            raise KeyStoreFailed(
                f"主密钥不是生成 {path} 时所用的那一个：请用 GONGDAN_KEY_FILE 或 GONGDAN_KEY 指定备份中的正确密钥",
                f"the key-encryption key is not the one that {path} was made with: "
                "set GONGDAN_KEY_FILE or GONGDAN_KEY to the right one, from its backup",
            ) from None
        except sqlite3.DatabaseError as error:
            raise KeyStoreFailed(
                f"密钥库 {path} 无法读取：请从备份恢复",
                f"the key store {path} can't be read ({error}): put it back from its backup",
            ) from None
        except OSError as error:
            why = of_system(error)
            raise KeyStoreFailed(
                f"密钥库 {path} 无法使用：{why.chinese}", f"the key store {path} can't be used: {why.english}"
            ) from None

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
    def at_hand(self) -> int:
        """How many keys are held open, to be used without asking the database."""
        return len(self._by_id)

    @property
    def bound(self) -> bool:
        """Whether it belongs to a log already."""
        with self._reading:
            return self._reader.execute("SELECT 1 FROM meta WHERE name = 'epoch'").fetchone() is not None

    def has(self, place: Place) -> bool:
        """Whether the key is at hand, so that using it blocks nobody."""
        return place in self._by_place

    def ensure(self, places: Iterable[Place]) -> None:
        """Make the keys that are missing, durable before this returns, in one transaction."""
        unknown = [place for place in dict.fromkeys(places) if place not in self._by_place and not self._find(place)]
        if not unknown:
            return
        with self._writing:  # what is shredded after this is forgotten after this
            with _busy_is_unavailable(), _transaction(self._writer):
                made = [(place, self._make(place)) for place in unknown]
            for place, key in made:
                if key is not None:
                    self._by_place[place] = self._at_hand(key)

    def key_for(self, place: Place) -> DataKey:
        """The key to encrypt with, made where there is none yet."""
        found = self._by_place.get(place) or self._find(place)
        if found is None:
            self.ensure([place])
            found = self._find(place)
        if found is None:
            raise KeyMissing(f"no key could be made for {place[0]}")
        return found

    def key(self, key_id: str) -> AESGCM | None:
        """The key of a ciphertext; None where it was shredded. Raises KeyMissing where it is not known at all."""
        found = self._by_id.get(key_id)
        if found is not None:
            return found
        row = self._row(f"{_SELECT} WHERE d.id = ?", key_id)
        if row is None:
            raise KeyMissing(f"key {key_id} is not in {self._path}")
        return None if row[3] is None or row[6] is None else self._unwrapped(row).aead

    def open_all(self, key_ids: Iterable[str]) -> None:
        """Have these keys at hand, found in few statements; those that were shredded or are not there are left out."""
        missing = [key_id for key_id in key_ids if key_id not in self._by_id]
        known: dict[str, AESGCM] = {}
        for start in range(0, len(missing), _ASKED):
            some = missing[start : start + _ASKED]
            for row in self._rows(f"{_SELECT} WHERE d.id IN ({','.join('?' * len(some))}) AND {_LIVE}", *some):
                self._unwrapped(row, known)

    def secret(self, name: str) -> bytes:
        """A secret of the program's own (32 bytes), made once and for ever, and wrapped by the master key."""
        with self._writing, _busy_is_unavailable():
            return self._own_secret(name)

    def keeps(self, name: str) -> bool:
        """Whether the secret was made already."""
        return self._row("SELECT 1 FROM meta WHERE name = ?", name) is not None

    def shred(self, subject: str) -> Shredded:
        """Destroy all keys of a subject, for ever: overwritten, emptied, and gone from the journal. Harmless twice.

        That copies are there still is noted with it. Raises StoreUnavailable, also where all but the journal is done.
        """
        with self._writing, _busy_is_unavailable(), _transaction(self._writer):
            keys = [row[0] for row in self._writer.execute(_LIVE_OF, (subject,))]
            count = sum(self._emptied("data_keys", "subject_key = ?", key) for key in keys)
            for key in keys:
                self._emptied("subject_keys", "id = ?", key)
            if keys:
                self._writer.execute("INSERT OR IGNORE INTO meta VALUES (?, x'01')", (f"{_UNSWEPT_OF}{subject}",))
        self.settle()
        self.forget()
        return Shredded(tuple(keys), count)

    def shredded(self, subject: str) -> Shredded:
        """What was shredded of a subject so far."""
        with self._reading, _busy_is_unavailable():
            keys = self._reader.execute(f"{_ALL_OF} AND shredded IS NOT NULL", (subject,)).fetchall()
            [count] = self._reader.execute(_SHREDDED_UNDER, (subject,)).fetchone()
        return Shredded(tuple(row[0] for row in keys), count)

    def lives(self, subject: str) -> bool:
        """Whether a key of the subject is there that opens anything."""
        with self._reading, _busy_is_unavailable():
            return self._reader.execute(_LIVE_OF, (subject,)).fetchone() is not None

    def living(self, aggregates: Sequence[str]) -> dict[str, int]:
        """How many keys open anything of these, where there are any."""
        found = dict[str, int]()
        for start in range(0, len(aggregates), _ASKED):
            some = aggregates[start : start + _ASKED]
            marks = ",".join("?" * len(some))
            rows = self._rows(f"{_LIVING} AND aggregate IN ({marks}) GROUP BY aggregate", *some)
            found |= {str(aggregate): int(count or 0) for aggregate, count in rows}
        return found

    def end(self, aggregates: Iterable[str]) -> None:
        """Destroy the data keys of these for ever, whoever they are about, and note that copies are there still."""
        with self._writing, _busy_is_unavailable(), _transaction(self._writer):
            for aggregate in aggregates:
                self._emptied("data_keys", "aggregate = ?", aggregate)
            self._writer.execute("INSERT OR IGNORE INTO meta VALUES ('unswept', x'01')")
        self.settle()
        self.forget()

    def is_unswept(self) -> bool:
        """Whether what ended keys opened may be there still."""
        return self._row("SELECT 1 FROM meta WHERE name = 'unswept'") is not None

    def swept(self) -> None:
        with self._writing, _busy_is_unavailable():
            self._writer.execute("DELETE FROM meta WHERE name = 'unswept'")

    def unswept_subjects(self) -> tuple[str, ...]:
        """Whose keys were shredded while copies of what they opened may be there still."""
        rows = self._rows("SELECT name FROM meta WHERE name LIKE ? ORDER BY name", f"{_UNSWEPT_OF}%")
        return tuple(str(name).removeprefix(_UNSWEPT_OF) for [name] in rows)

    def swept_subjects(self, subjects: Iterable[str]) -> None:
        with self._writing, _busy_is_unavailable(), _transaction(self._writer):
            names = [(f"{_UNSWEPT_OF}{subject}",) for subject in subjects]
            self._writer.executemany("DELETE FROM meta WHERE name = ?", names)

    def settle(self) -> None:
        """The journal into the file, and emptied. Raises StoreUnavailable while somebody reads in it."""
        with self._writing, _busy_is_unavailable():
            [busy, *_] = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StoreUnavailable("key store: its journal is in use, and holds keys that were shredded")

    def forget(self) -> None:
        """Hold no key open any more: another process may have shredded some."""
        self._by_place.clear()
        self._by_id.clear()

    def _emptied(self, table: str, where: str, value: str) -> int:
        """Zeros first, so that not even the page that is freed holds the key."""
        live = f"{where} AND wrapped IS NOT NULL"
        self._writer.execute(f"UPDATE {table} SET wrapped = zeroblob(length(wrapped)) WHERE {live}", (value,))  # noqa: S608
        emptied = self._writer.execute(
            f"UPDATE {table} SET wrapped = NULL, shredded = ? WHERE {live}",  # noqa: S608
            (_now(), value),
        )
        return emptied.rowcount

    def pseudonym(self, kind: str, value: str) -> str:
        """A stable id for a personal value, 32 hex digits, that only the holder of the keys can compute."""
        return pseudonym(self._index_key, kind, value)

    def _find(self, place: Place) -> DataKey | None:
        row = self._row(f"{_SELECT} WHERE d.aggregate = ? AND d.class = ? AND s.subject = ? AND {_LIVE}", *place)
        if row is None:
            return None
        self._by_place[place] = self._unwrapped(row)
        return self._by_place[place]

    def _row(self, query: str, *values: str) -> _KeyRow | None:
        with self._reading, _busy_is_unavailable():
            self.looked_up += 1
            return self._reader.execute(query, values).fetchone()

    def _rows(self, query: str, *values: str) -> list[_KeyRow]:
        with self._reading, _busy_is_unavailable():
            self.looked_up += len(values)
            return self._reader.execute(query, values).fetchall()

    def _make(self, place: Place) -> DataKey | None:
        """None where another process made one at the same time."""
        aggregate, kind, subject = place
        (subject_key, by), key_id = self._subject_key(subject), fresh_id()
        raw = fresh()
        wrapped = wrap(by, raw, data_context(key_id, aggregate, kind, subject_key))
        done = self._writer.execute(
            "INSERT OR IGNORE INTO data_keys VALUES (?, ?, ?, ?, ?, ?, NULL)",
            (key_id, aggregate, kind, subject_key, wrapped, _now()),
        )
        return DataKey(key_id, AESGCM(raw)) if done.rowcount == 1 else None

    def _subject_key(self, subject: str) -> tuple[str, AESGCM]:
        """The live key of a subject; a new one where there is none, or where the former was shredded."""
        new = fresh_id()
        self._writer.execute(
            "INSERT OR IGNORE INTO subject_keys VALUES (?, ?, ?, ?, NULL)",
            (new, subject, wrap(self._master, fresh(), subject_context(new, subject)), _now()),
        )
        key_id, wrapped = self._writer.execute(
            "SELECT id, wrapped FROM subject_keys WHERE subject = ? AND wrapped IS NOT NULL", (subject,)
        ).fetchone()
        return key_id, AESGCM(unwrap(self._master, wrapped, subject_context(key_id, subject)))

    def _unwrapped(self, row: _KeyRow, known: dict[str, AESGCM] | None = None) -> DataKey:
        """``known``: the subjects' keys that the rows before took, by id."""
        key_id, aggregate, kind, wrapped, subject_key, subject, subject_wrapped = row
        assert isinstance(wrapped, bytes) and isinstance(subject_wrapped, bytes)  # noqa: S101, PT018 -- for the types
        by = known.get(str(subject_key)) if known is not None else None
        if by is None:
            by = AESGCM(unwrap(self._master, subject_wrapped, subject_context(str(subject_key), str(subject))))
            if known is not None:
                known[str(subject_key)] = by
        raw = unwrap(by, wrapped, data_context(str(key_id), str(aggregate), str(kind), str(subject_key)))
        return self._at_hand(DataKey(str(key_id), AESGCM(raw)))

    def _at_hand(self, key: DataKey) -> DataKey:
        if len(self._by_id) >= _CACHED:
            self._by_id.clear()
            self._by_place.clear()
        self._by_id[key.id] = key.aead
        return key

    def _own_secret(self, name: str) -> bytes:
        """A secret of the store's own, wrapped by the master key: opening it proves that the master key fits."""
        new = wrap(self._master, fresh(), name.encode())
        self._writer.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (name, new))
        [wrapped] = self._writer.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return unwrap(self._master, wrapped, name.encode())


def _require(make: bool, path: Path) -> None:
    if not make:
        raise KeyStoreFailed(
            f"密钥库 {path} 不存在，而事件日志不是空的，没有它无法读取其中的个人信息：请从备份恢复",
            f"the key store {path} is missing, though the event log holds events, whose personal data can't be read "
            "without it: put it back from its backup",
        )


def _connected(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=10, check_same_thread=False, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        database.execute(f"PRAGMA {pragma}")
    return database


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


@contextmanager
def _busy_is_unavailable() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StoreUnavailable(f"key store: {error}") from error


def _now() -> str:
    return datetime.now(UTC).isoformat()
