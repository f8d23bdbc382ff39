"""A backup of a home into a new folder, checked before it is called one."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongdan.failures import Failure
from gongdan.proving.opening import log_signer_of, place, read_archive
from gongdan.safekeeping import manifest
from gongdan.safekeeping.copying import home_copied
from gongdan.safekeeping.manifest import FILES, PUBLIC_KEY, SEALED_LOG_KEY, Manifest
from gongdan.settings import Settings
from gongdan.storing import backups
from gongdan.storing.private_file import write_private_bytes
from gongdan.storing.wrapping import wrap
from gongdan.system import of_system
from trust.archive import Archive

LOG_KEY: Final = b"log-key"
"""What the log's key is bound to where it is sealed."""


def require_possible(settings: Settings, to: Path) -> None:
    """Nothing is overwritten, and there is a second copy of the log to be had while its server runs. Raises Failure."""
    if to.resolve().is_relative_to(settings.home.resolve()):
        raise Failure("backup-inside", path=to, home=settings.home)
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise Failure("backup-there", path=to)
    if not settings.key_store.is_file():
        raise Failure("nothing-to-back-up", home=settings.home)
    with closing(read_archive(settings)) as archive:
        if archive.end() is None:
            raise Failure("archive-empty", place=place(settings))
        if archive.checkpoint() is not None:
            log_signer_of(settings, archive)


def back_up(settings: Settings, to: Path, master: bytes) -> Manifest:
    """The service may run on. Raises Failure, KeyStoreFailed; what then stands in the folder is no backup."""
    try:
        to.mkdir(parents=True, exist_ok=True, mode=0o700)
        home_copied(settings, to / FILES)
        held = backups.held(to / FILES / settings.key_store.name, master)
        _seal_log_key(settings, to, master)
        made = _told(settings, to, held.epoch)
        made.write(to)
    except (OSError, sqlite3.Error) as error:
        why = of_system(error) if isinstance(error, OSError) else error
        raise Failure("backup-not-written", path=to, why=why) from None
    return made


def _seal_log_key(settings: Settings, to: Path, master: bytes) -> None:
    if settings.log_key_file.exists():
        sealed = wrap(AESGCM(master), settings.log_key_file.read_bytes(), LOG_KEY)
        write_private_bytes(to / SEALED_LOG_KEY, sealed)
    if settings.public_key_file.exists():
        write_private_bytes(to / PUBLIC_KEY, settings.public_key_file.read_bytes())


def _told(settings: Settings, to: Path, epoch: str | None) -> Manifest:
    away = {"GONGDAN_ARCHIVE_URL": settings.archive_url, "GONGDAN_ATTACHMENTS_URL": settings.attachments_url}
    elsewhere = tuple(name for name, value in away.items() if value)
    position, recorded = _end(settings, to)  # before the sums: looking changes the file's header
    return Manifest(
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        program=version("gongdan"),
        epoch=epoch,
        prefix=settings.prefix,
        position=position,
        recorded=recorded,
        elsewhere=elsewhere,
        sha256=manifest.digests(to),
    )


def _end(settings: Settings, to: Path) -> tuple[int | None, str | None]:
    """Of the copy; of an archive in a database of its own that database's copy says it."""
    if settings.archive_url:
        return None, None
    with closing(Archive.open(to / FILES / settings.archive_file.name)) as archive:
        last = archive.end()
    if last is None:
        return 0, None
    return last.position, datetime.fromtimestamp(last.at / 1_000_000, UTC).isoformat(timespec="seconds")
