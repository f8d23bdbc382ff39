"""What of a home belongs in a backup, and how it is copied while the service writes on.

The archive of the log comes first: keys and files are on disk before an event that needs them, so that what is copied
after it has all that the copied log needs.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import IO, Final

from gongdan.settings import Settings
from gongdan.storing.private_file import sync_folder

MADE_AGAIN: Final = frozenset(
    {"nats", "logs", "lock", "name", "repairing", "restoring", "run.json", "token.key", "projections.db"}
)
"""The log's own store stands in the archive; the rest a start makes anew."""
KEPT_APART: Final = frozenset({"master.key", "log.key"})
"""Who has these and the backup reads everything, and can sign as the log."""
_PUT_ASIDE: Final = (".damaged-", "-damaged-", "log-aside-")
_BESIDE: Final = ("-wal", "-shm", "-journal")
"""Files of SQLite's, whose content the copied database has."""


def home_copied(settings: Settings, to: Path) -> None:
    """Raises OSError, sqlite3.Error."""
    to.mkdir(mode=0o700)
    for source in _in_order(settings):
        _copied(source, to / source.relative_to(settings.home))
    for folder in (to, *(path for path in to.rglob("*") if path.is_dir())):
        sync_folder(folder)


def _in_order(settings: Settings) -> Iterator[Path]:
    if settings.archive_url is None:
        yield settings.archive_file
    apart = {settings.archive_file, settings.master_key_file, settings.log_key_file, settings.public_key_file}
    for top in sorted(set(settings.home.iterdir()) - apart):
        if belongs(top.name):
            yield from sorted(path for path in top.rglob("*") if path.is_file()) if top.is_dir() else [top]


def belongs(name: str) -> bool:
    """Whether what is called so in a home is copied, with all below it."""
    skipped = name in MADE_AGAIN | KEPT_APART or name.startswith(".") or name.endswith(_BESIDE)
    return not skipped and not any(mark in name for mark in _PUT_ASIDE)


def _copied(source: Path, to: Path) -> None:
    """What was removed meanwhile belongs to nothing any more."""
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if source.suffix == ".db":
        _database(source, to)
        return
    with suppress(FileNotFoundError), source.open("rb") as file, _private(to) as out:
        shutil.copyfileobj(file, out)
        out.flush()
        os.fsync(out.fileno())


def _database(source: Path, to: Path) -> None:
    """As of one moment, in one go: who writes meanwhile is not waited for."""
    _private(to).close()
    with (
        closing(sqlite3.connect(f"file:{source}?mode=rw", uri=True, timeout=10)) as live,
        closing(sqlite3.connect(to)) as copy,
    ):
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    with to.open("rb+") as file:
        os.fsync(file.fileno())


def _private(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb")
