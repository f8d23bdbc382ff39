"""A home made from a backup: its files put where there are none, then the log made again from the archive."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongdan.failures import Failure
from gongdan.proving.repairing import MARK, Repaired
from gongdan.safekeeping.copying import KEPT_APART
from gongdan.safekeeping.manifest import FILES, PUBLIC_KEY, SEALED_LOG_KEY, Manifest
from gongdan.safekeeping.taking import LOG_KEY
from gongdan.settings import Settings
from gongdan.storing import backups
from gongdan.storing.private_file import write_private_bytes
from gongdan.storing.wrapping import unwrap
from gongdan.system import of_system

UNFINISHED: Final = "restoring"
"""A file of the home while a backup is being put there: it may be begun anew."""
_MAY_BE_THERE: Final = KEPT_APART | {"lock", "logs", PUBLIC_KEY}
Repair = Callable[[], Repaired]


def require_room(settings: Settings) -> None:
    """Nothing is there that a backup would be put over. Raises Failure."""
    if not settings.home.exists() or (settings.home / UNFINISHED).exists():
        return
    apart = {settings.master_key_file.name, *_MAY_BE_THERE}
    if found := sorted(each.name for each in settings.home.iterdir() if each.name not in apart):
        raise Failure("home-not-empty", home=settings.home, found=", ".join(found[:5]))


def restore(settings: Settings, backup: Path, said: Manifest, master: bytes, repair: Repair) -> Repaired:
    """``said`` was read of ``backup``. Broken off, it is called again. Raises Failure, KeyStoreFailed."""
    _require_fits(settings, said)
    backups.held(backup / FILES / settings.key_store.name, master)
    log_key = _unsealed(backup, master)
    try:
        _put(settings, backup, log_key)
    except OSError as error:
        raise Failure("home-not-writable", home=settings.home, why=of_system(error)) from None
    done = repair()
    (settings.home / UNFINISHED).unlink()
    return done


def _require_fits(settings: Settings, said: Manifest) -> None:
    if said.prefix != settings.prefix:
        raise Failure("backup-of-another-prefix", prefix=said.prefix)
    set_now = {"GONGDAN_ARCHIVE_URL": settings.archive_url, "GONGDAN_ATTACHMENTS_URL": settings.attachments_url}
    for name, value in set_now.items():
        if (name in said.elsewhere) != bool(value):
            raise Failure("backup-set-otherwise", name=name)


def _put(settings: Settings, backup: Path, log_key: bytes | None) -> None:
    """The marks first: until all is there no service may begin a log of its own in this home."""
    for mark in (UNFINISHED, MARK):
        (settings.home / mark).touch(mode=0o600)
    files = backup / FILES
    for source in sorted(path for path in files.rglob("*") if path.is_file()):
        _placed(source, settings.home / source.relative_to(files))
    if log_key is not None:
        write_private_bytes(settings.log_key_file, log_key)
        _placed(backup / PUBLIC_KEY, settings.public_key_file)


def _placed(source: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    to.touch(mode=0o600)
    shutil.copyfile(source, to)


def _unsealed(backup: Path, master: bytes) -> bytes | None:
    sealed = backup / SEALED_LOG_KEY
    if not sealed.exists():
        return None
    try:
        return unwrap(AESGCM(master), sealed.read_bytes(), LOG_KEY)
    except (InvalidTag, OSError):
        raise Failure("backup-damaged", path=backup, what=SEALED_LOG_KEY) from None
