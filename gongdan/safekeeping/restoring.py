"""A home made from a backup: its files put where there are none, then the log made again from the archive."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongdan.failures import Failure
from gongdan.proving.repairing import MARK, Repaired
from gongdan.safekeeping.copying import KEPT_APART, belongs
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


@dataclass(frozen=True, slots=True)
class Fitting:
    """What is put: each file of the backup by where it goes, and the key that signs for the log, where it has one."""

    files: dict[Path, Path]
    log_key: bytes | None


def fitting(settings: Settings, backup: Path, said: Manifest, master: bytes) -> Fitting:
    """Changes nothing; ``said`` was read of ``backup``. Raises Failure, KeyStoreFailed."""
    _require_set_so(settings, said)
    files = _places(settings, backup, said)
    backups.held(files[settings.key_store], master)
    fits = Fitting(files, _unsealed(backup, said, master))
    _require_same_log_key(settings, backup, said, fits.log_key)
    return fits


def restore(settings: Settings, fits: Fitting, repair: Repair) -> Repaired:
    """Broken off, it is called again. Raises Failure."""
    try:
        _put(settings, fits)
    except OSError as error:
        raise Failure("home-not-writable", home=settings.home, why=of_system(error)) from None
    done = repair()
    (settings.home / UNFINISHED).unlink()
    return done


def _require_set_so(settings: Settings, said: Manifest) -> None:
    if said.prefix != settings.prefix:
        raise Failure("backup-of-another-prefix", prefix=said.prefix)
    set_now = {"GONGDAN_ARCHIVE_URL": settings.archive_url, "GONGDAN_ATTACHMENTS_URL": settings.attachments_url}
    for name, value in set_now.items():
        if (name in said.elsewhere) != bool(value):
            raise Failure("backup-set-otherwise", name=name)


def _places(settings: Settings, backup: Path, said: Manifest) -> dict[Path, Path]:
    """Only what a backup takes, so that a forged list puts nothing else; and all that none goes without."""
    files, log = {name for name in said.sha256 if name.startswith(f"{FILES}/")}, settings.archive_file
    needed = {settings.key_store} | (set[Path]() if settings.archive_url else {log})
    places = {settings.home / name.removeprefix(f"{FILES}/"): backup / name for name in sorted(files)}
    apart = {settings.master_key_file, settings.log_key_file, settings.public_key_file, log} - needed
    strange = [
        str(source.relative_to(backup))
        for to, source in places.items()
        if to in apart or not belongs(to.relative_to(settings.home).parts[0])
    ]
    strange += sorted(said.sha256.keys() - files - {SEALED_LOG_KEY, PUBLIC_KEY})
    strange += [f"{FILES}/{each.name}" for each in sorted(needed - places.keys())]
    if strange:
        raise Failure("backup-damaged", path=backup, what=", ".join(strange[:5]))
    if PUBLIC_KEY in said.sha256:
        places[settings.public_key_file] = backup / PUBLIC_KEY
    return places


def _require_same_log_key(settings: Settings, backup: Path, said: Manifest, log_key: bytes | None) -> None:
    """One that is there, put back from the safe or by a restore that was broken off, stays; another's is not lost."""
    public = (backup / PUBLIC_KEY).read_bytes() if PUBLIC_KEY in said.sha256 else None
    for path, kept in ((settings.log_key_file, log_key), (settings.public_key_file, public)):
        if kept is not None and not _may_stand(path, kept):
            raise Failure("log-key-there", path=path)


def _may_stand(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes().strip() == content.strip()
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _put(settings: Settings, fits: Fitting) -> None:
    """The marks first: until all is there no service may begin a log of its own in this home."""
    for mark in (UNFINISHED, MARK):
        (settings.home / mark).touch(mode=0o600)
    for to, source in fits.files.items():
        _placed(source, to)
    if fits.log_key is not None:
        write_private_bytes(settings.log_key_file, fits.log_key)


def _placed(source: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    to.touch(mode=0o600)
    shutil.copyfile(source, to)


def _unsealed(backup: Path, said: Manifest, master: bytes) -> bytes | None:
    sealed = backup / SEALED_LOG_KEY
    if SEALED_LOG_KEY not in said.sha256:
        return None
    try:
        return unwrap(AESGCM(master), sealed.read_bytes(), LOG_KEY)
    except (InvalidTag, OSError):
        raise Failure("backup-damaged", path=backup, what=SEALED_LOG_KEY) from None
