"""The key store copied while it is in use, and brought back: a key that was shredded never comes back with it."""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongdan.storing.key_database import KeyStoreFailed
from gongdan.storing.keys import KeyStore
from gongdan.storing.wrapping import unwrap

_TABLES: Final = ("subject_keys", "data_keys")
_MERGED: Final = "INSERT INTO {0} SELECT * FROM backup.{0} WHERE id NOT IN (SELECT id FROM main.{0})"


@dataclass(frozen=True, slots=True)
class Held:
    """How many keys a store holds that open something, and how many were shredded; the log that it belongs to."""

    live: int
    shredded: int
    epoch: str | None


def back_up(store: Path, to: Path, master: bytes) -> Held:
    """A whole copy as one file that only its owner reads; raises KeyStoreFailed where there is one, or it can't be."""
    if not store.is_file():
        raise KeyStoreFailed(f"没有密钥库 {store}", f"there is no key store {store}")
    if to.exists():
        raise KeyStoreFailed(f"{to} 已存在；请另取文件名", f"{to} is there already: name another file")
    try:
        os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(sqlite3.connect(store, timeout=10)) as source, closing(sqlite3.connect(to)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        _synced(to)
        return held(to, master)
    except KeyStoreFailed:
        to.unlink()
        raise
    except (OSError, sqlite3.DatabaseError) as error:
        to.unlink(missing_ok=True)
        raise KeyStoreFailed(f"无法写入 {to}（{error}）", f"{to} can't be written ({error})") from None


def held(path: Path, master: bytes) -> Held:
    """What a copy holds; raises KeyStoreFailed where it is damaged or the master key is another's."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
            [whole] = copy.execute("PRAGMA integrity_check(1)").fetchone()
            found = copy.execute("SELECT value FROM meta WHERE name = 'index-key'").fetchone()
            if whole != "ok" or found is None:
                raise sqlite3.DatabaseError("not whole")
            unwrap(AESGCM(master), found[0], b"index-key")
            counts = [copy.execute(_COUNTED.format(table)).fetchone() for table in _TABLES]
            epoch = copy.execute("SELECT value FROM meta WHERE name = 'epoch'").fetchone()
    except InvalidTag:
        raise KeyStoreFailed(
            f"{path} 不是用此主密钥生成的：请用 GONGDAN_KEY_FILE 或 GONGDAN_KEY 指定当时的主密钥",
            f"{path} was not made with this master key: set GONGDAN_KEY_FILE or GONGDAN_KEY to the one of its day",
        ) from None
    except sqlite3.DatabaseError:
        raise KeyStoreFailed(
            f"{path} 不是完好的密钥库备份", f"{path} is no backup of a key store, or damaged"
        ) from None
    live, shredded = (sum(count[place] or 0 for count in counts) for place in (0, 1))
    return Held(live, shredded, epoch[0].decode() if epoch else None)


_COUNTED: Final = "SELECT sum(wrapped IS NOT NULL), sum(wrapped IS NULL) FROM {}"


def restore(backup: Path, store: Path, master: bytes) -> int:
    """Keys that are missing come back; how many. What stands in the store stays, what was shredded is gone for good.

    A store that can't be read is put aside first. Raises KeyStoreFailed.
    """
    brought = held(backup, master)
    if not _readable(store, master):
        _replace(backup, store)
        return brought.live
    with closing(sqlite3.connect(store, timeout=10, isolation_level=None)) as database:
        database.execute("PRAGMA secure_delete=ON")
        database.execute("ATTACH ? AS backup", (str(backup),))
        _require_same_log(database)
        try:
            database.execute("BEGIN IMMEDIATE")
            came = sum(database.execute(_MERGED.format(table)).rowcount for table in _TABLES)
            database.execute("COMMIT")
        except sqlite3.IntegrityError:
            database.execute("ROLLBACK")
            raise KeyStoreFailed(
                f"{store} 中已有同一批人的其他密钥，不能合并：请先移走它，再恢复",
                f"{store} holds other keys of the same people, so the two can't be joined: move it away, then restore",
            ) from None
    return came


def _readable(store: Path, master: bytes) -> bool:
    """Raises KeyStoreFailed where it is another master key's: that is no damage."""
    if not store.exists():
        return False
    try:
        KeyStore.open(store, master, make=False).close()
    except KeyStoreFailed as error:
        if isinstance(error.__context__, InvalidTag):
            raise
        return False
    return True


def _replace(backup: Path, store: Path) -> None:
    aside = store.with_name(f"{store.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
    for suffix in ("", "-wal", "-shm"):
        if (found := store.with_name(store.name + suffix)).exists():
            found.rename(aside.with_name(aside.name + suffix))
    beside = store.with_name(f".{store.name}.restoring")
    fd = os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(fd, "wb") as out:
        out.write(backup.read_bytes())
        out.flush()
        os.fsync(out.fileno())
    beside.rename(store)
    _synced(store.parent)


def _require_same_log(database: sqlite3.Connection) -> None:
    epochs = [
        row[0]
        for schema in ("main", "backup")
        for row in database.execute(f"SELECT value FROM {schema}.meta WHERE name = 'epoch'")  # noqa: S608 -- ours
    ]
    if len(set(epochs)) > 1:
        raise KeyStoreFailed("该备份属于另一事件日志", "the backup belongs to another event log")


def _synced(path: Path) -> None:
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
