"""The key store: one data key per (aggregate, class, subject), wrapped by its subject's key, in a file of its own."""

import hashlib
import hmac
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongdan.storing.key_database import ASKED, KeyRow, KeyStoreFailed, busy_is_unavailable, now
from gongdan.storing.shredding import Shredding
from gongdan.storing.wrapping import data_context, fresh, new_keys, subject_context, unwrap, wrap
from gongdan.system import of_system

_CACHED: Final = 100_000
_SELECT: Final = (
    "SELECT d.id, d.aggregate, d.class, d.wrapped, s.id, s.subject, s.wrapped "
    "FROM data_keys d JOIN subject_keys s ON s.id = d.subject_key"
)
_LIVE: Final = "d.wrapped IS NOT NULL AND s.wrapped IS NOT NULL"
_FIND: Final = (
    "WITH asked (aggregate, class, subject) AS (VALUES {}) "
    "SELECT d.id, d.aggregate, d.class, d.wrapped, s.id, s.subject, s.wrapped FROM asked a "
    "CROSS JOIN subject_keys s ON s.subject = a.subject "
    "CROSS JOIN data_keys d ON d.aggregate = a.aggregate AND d.class = a.class AND d.subject_key = s.id "
    "WHERE d.wrapped IS NOT NULL AND s.wrapped IS NOT NULL"
)
_NEW_KEYS: Final = "INSERT OR IGNORE INTO data_keys VALUES "
_THERE: Final = "SELECT id FROM data_keys WHERE id IN "
_NEW_SUBJECTS: Final = "INSERT OR IGNORE INTO subject_keys VALUES "
_SUBJECTS: Final = "SELECT id, subject, wrapped FROM subject_keys WHERE wrapped IS NOT NULL AND subject IN "
_TOGETHER: Final = 120
"""Places a statement: with seven values each under the 999 variables of SQLite's older builds."""
Place = tuple[str, str, str]
"""What a data key is for: aggregate, class, subject."""


class KeyMissing(LookupError):
    """The key was neither shredded nor is it here: the key store is not the one that belongs to the log."""


@dataclass(frozen=True, slots=True)
class DataKey:
    """A key ready for use. ``id`` stands beside every ciphertext made with it."""

    id: str
    aead: AESGCM


def pseudonym(index_key: bytes, kind: str, value: str) -> str:
    """HMAC-SHA256 of kind and value, its first 32 hex digits: docs/formats.md section 4."""
    return hmac.new(index_key, f"{kind}\n{value}".encode(), hashlib.sha256).hexdigest()[:32]


class KeyStore(Shredding):
    """Keys by what they are for and by their ids, made where there are none; those used last are held open."""

    def __init__(self, path: Path, master: bytes) -> None:
        super().__init__(path)
        self._master = AESGCM(master)
        self._by_place: dict[Place, DataKey] = {}
        self._by_id: dict[str, AESGCM] = {}
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

    @property
    def at_hand(self) -> int:
        """How many keys are held open, to be used without asking the database."""
        return len(self._by_id)

    def has(self, place: Place) -> bool:
        """Whether the key is at hand, so that using it blocks nobody."""
        return place in self._by_place

    def ensure(self, places: Iterable[Place]) -> None:
        """Make the keys that are missing, durable before this returns, in one transaction."""
        unknown = [place for place in dict.fromkeys(places) if place not in self._by_place]
        for some in _pieces(unknown):
            self._find_all(some)
        unknown = [place for place in unknown if place not in self._by_place]
        if not unknown:
            return
        with self._writing:  # what is shredded after this is forgotten after this
            with self._alone():
                made = [key for some in _pieces(unknown) for key in self._make(some)]
            for place, key in made:
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
        for start in range(0, len(missing), ASKED):
            some = missing[start : start + ASKED]
            for row in self._rows(f"{_SELECT} WHERE d.id IN ({','.join('?' * len(some))}) AND {_LIVE}", *some):
                self._unwrapped(row, known)

    def secret(self, name: str) -> bytes:
        """A secret of the program's own (32 bytes), made once and for ever, and wrapped by the master key."""
        with self._writing, busy_is_unavailable():
            return self._own_secret(name)

    def forget(self) -> None:
        """Hold no key open any more: another process may have shredded some."""
        self._by_place.clear()
        self._by_id.clear()

    def pseudonym(self, kind: str, value: str) -> str:
        """A stable id for a personal value, 32 hex digits, that only the holder of the keys can compute."""
        return pseudonym(self._index_key, kind, value)

    def _find(self, place: Place) -> DataKey | None:
        self._find_all([place])
        return self._by_place.get(place)

    def _find_all(self, places: Sequence[Place]) -> None:
        """Have those at hand that there are."""
        asked = _values(3, len(places))
        known: dict[str, AESGCM] = {}
        for row in self._rows(_FIND.format(asked), *chain.from_iterable(places), asked=len(places)):
            self._by_place[str(row[1]), str(row[2]), str(row[5])] = self._unwrapped(row, known)

    def _make(self, places: Sequence[Place]) -> list[tuple[Place, DataKey]]:
        """In few statements, as each lets go of Python's lock; without those that another process made meanwhile."""
        subjects, at = self._subject_keys([*dict.fromkeys(subject for _, _, subject in places)]), now()
        new, rows = dict[str, tuple[Place, DataKey]](), list[object]()
        for (aggregate, kind, subject), key in zip(places, new_keys(len(places)), strict=True):
            subject_key, by = subjects[subject]
            wrapped = key.wrapped(by, data_context(key.id, aggregate, kind, subject_key))
            rows += key.id, aggregate, kind, subject_key, wrapped, at, None
            new[key.id] = (aggregate, kind, subject), DataKey(key.id, AESGCM(key.raw))
        self._writer.execute(_NEW_KEYS + _values(7, len(places)), rows)
        there = self._writer.execute(_THERE + _values(len(new), 1), [*new])
        return [new[key_id] for (key_id,) in there]

    def _subject_keys(self, subjects: Sequence[str]) -> dict[str, tuple[str, AESGCM]]:
        """The live key of each; a new one where there is none, or where the former was shredded."""
        new, rows, at = dict[str, AESGCM](), list[object](), now()
        for subject, key in zip(subjects, new_keys(len(subjects)), strict=True):
            rows += key.id, subject, key.wrapped(self._master, subject_context(key.id, subject)), at, None
            new[key.id] = AESGCM(key.raw)
        self._writer.execute(_NEW_SUBJECTS + _values(5, len(subjects)), rows)
        return {
            subject: (
                key_id,
                new.get(key_id) or AESGCM(unwrap(self._master, wrapped, subject_context(key_id, subject))),
            )
            for key_id, subject, wrapped in self._writer.execute(_SUBJECTS + _values(len(subjects), 1), [*subjects])
        }

    def _unwrapped(self, row: KeyRow, known: dict[str, AESGCM] | None = None) -> DataKey:
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


def _values(columns: int, rows: int) -> str:
    """``(?, ?), (?, ?)``."""
    return ", ".join([f"({', '.join('?' * columns)})"] * rows)


def _pieces(places: Sequence[Place]) -> Iterator[Sequence[Place]]:
    return (places[start : start + _TOGETHER] for start in range(0, len(places), _TOGETHER))


def _require(make: bool, path: Path) -> None:
    if not make:
        raise KeyStoreFailed(
            f"密钥库 {path} 不存在，而事件日志不是空的，没有它无法读取其中的个人信息：请从备份恢复",
            f"the key store {path} is missing, though the event log holds events, whose personal data can't be read "
            "without it: put it back from its backup",
        )
