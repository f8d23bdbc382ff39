"""Another master key: all that the old one wrapped is wrapped anew, in one transaction, and the old opens nothing."""

import base64
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongdan.storing.key_database import KeyStoreFailed
from gongdan.storing.private_file import write_private
from gongdan.storing.wrapping import subject_context, unwrap, wrap

_SECRETS: Final = "SELECT name, value FROM meta WHERE name != 'epoch' AND name NOT LIKE 'unswept%'"


def rotate(store: Path, old: bytes, new: bytes) -> int:
    """How many keys were wrapped anew. Raises KeyStoreFailed where there is no store.

    Raises InvalidTag where ``old`` is not the store's; then nothing is changed.
    """
    if not store.is_file():
        raise KeyStoreFailed(f"没有密钥库 {store}", f"there is no key store {store}")
    before, after = AESGCM(old), AESGCM(new)
    with closing(sqlite3.connect(store, timeout=10, isolation_level=None)) as database:
        database.execute("PRAGMA secure_delete=ON")
        database.execute("BEGIN IMMEDIATE")
        try:
            count = _subjects(database, before, after) + _secrets(database, before, after)
        except BaseException:
            database.execute("ROLLBACK")
            raise
        database.execute("COMMIT")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return count


def _subjects(database: sqlite3.Connection, before: AESGCM, after: AESGCM) -> int:
    found = database.execute("SELECT id, subject, wrapped FROM subject_keys WHERE wrapped IS NOT NULL").fetchall()
    for key_id, subject, wrapped in found:
        context = subject_context(key_id, subject)
        anew = wrap(after, unwrap(before, wrapped, context), context)
        database.execute("UPDATE subject_keys SET wrapped = ? WHERE id = ?", (anew, key_id))
    return len(found)


def _secrets(database: sqlite3.Connection, before: AESGCM, after: AESGCM) -> int:
    found = database.execute(_SECRETS).fetchall()
    for name, wrapped in found:
        anew = wrap(after, unwrap(before, wrapped, name.encode()), name.encode())
        database.execute("UPDATE meta SET value = ? WHERE name = ?", (anew, name))
    return len(found)


def coming(master: Path) -> Path:
    """Where the new master key stands until the store is wrapped by it."""
    return master.with_name(f"{master.name}.new")


def keep_coming(master: Path, key: bytes) -> None:
    """On disk before anything is wrapped by it."""
    write_private(coming(master), base64.b64encode(key).decode() + "\n")


def settle(master: Path, store: Path) -> None:
    """A rotation that was cut off is finished where the store is wrapped by the new key, else forgotten.

    Without a store it is not known: the new key stays.
    """
    new = coming(master)
    if not new.exists() or not store.exists():
        return
    if _fits(store, base64.b64decode(new.read_bytes())):
        new.replace(master)
    else:
        new.unlink()


def _fits(store: Path, key: bytes) -> bool:
    with closing(sqlite3.connect(store, timeout=10)) as database:
        found = database.execute("SELECT value FROM meta WHERE name = 'index-key'").fetchone()
    try:
        return found is not None and bool(unwrap(AESGCM(key), found[0], b"index-key"))
    except (InvalidTag, ValueError):
        return False
