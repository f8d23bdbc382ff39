"""What a backup holds: every file with its SHA-256, of which log, up to where; written last, so that none is half."""

import hashlib
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from gongdan.failures import Failure
from gongdan.storing.private_file import write_private

NAME: Final = "backup.json"
FILES: Final = "home"
"""The folder of the backup that holds what stood in the home."""
SEALED_LOG_KEY: Final = "log.key.sealed"
"""The key that signs for the log, sealed by the master key."""
PUBLIC_KEY: Final = "log.pub"
FORM: Final = 1
"""Version of this form."""


class Manifest(BaseModel):
    """``position`` and ``recorded`` (UTC) are of the last event in the archive, which is the log's second copy.

    ``elsewhere`` names the settings whose databases and buckets are not in it, ``sha256`` has each file by its path.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    form: int = FORM
    made: str
    program: str
    epoch: str | None
    prefix: str
    position: int | None
    recorded: str | None
    elsewhere: tuple[str, ...]
    sha256: dict[str, str]

    def write(self, folder: Path) -> None:
        """Raises OSError."""
        write_private(folder / NAME, self.model_dump_json(indent=1) + "\n")


def read(folder: Path) -> Manifest:
    """Of a backup of which not a byte is missing, changed or more than there was. Raises Failure."""
    try:
        made = Manifest.model_validate_json((folder / NAME).read_bytes())
    except FileNotFoundError:
        raise Failure("no-backup", path=folder) from None
    except (OSError, ValidationError):
        raise Failure("backup-damaged", path=folder, what=NAME) from None
    if made.form > FORM:
        raise Failure("backup-newer", path=folder)
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}
    planted = sorted(found - made.sha256.keys() - {NAME})
    wrong = [name for name, digest in made.sha256.items() if name not in found or not _holds(folder / name, digest)]
    if wrong := wrong + planted:
        raise Failure("backup-damaged", path=folder, what=", ".join(wrong[:5]))
    return made


def digests(folder: Path) -> dict[str, str]:
    """Of every file below, by its path. Raises OSError."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): _digest(path) for path in found}


def _holds(path: Path, digest: str) -> bool:
    try:
        return not path.is_symlink() and _digest(path) == digest
    except OSError:
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
