"""Where the key-encryption key comes from: the environment, a file, or made on the first start."""

import base64
import binascii
import secrets
from dataclasses import dataclass
from pathlib import Path

import structlog

from gongdan.storing.keys import KeyStoreFailed
from gongdan.storing.private_file import make_private

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class MasterKey:
    """32 bytes, and whether they were made just now and so must be backed up."""

    value: bytes
    path: Path | None
    fresh: bool = False


def master_key(path: Path, *, key_store: Path, given: str | None = None) -> MasterKey:
    """The key ``given`` (base64 of 32 bytes), else the file's; made where neither it nor the key store exists.

    Raises KeyStoreFailed where the file is missing though the key store exists, or does not hold a key.
    """
    if given:
        return MasterKey(_decoded(given, "GONGDAN_KEY"), None)
    if path.exists():
        return MasterKey(_decoded(path.read_text().strip(), str(path)), path)
    if key_store.exists():
        raise KeyStoreFailed(
            f"the key file {path} is missing, and without it the personal data in {key_store} cannot be read: "
            "put it back from its backup, or set GONGDAN_KEY_FILE or GONGDAN_KEY"
        )
    return _made(path)


def _made(path: Path) -> MasterKey:
    path.parent.mkdir(parents=True, exist_ok=True)
    value = secrets.token_bytes(32)
    make_private(path, base64.b64encode(value).decode() + "\n")
    kept = _decoded(path.read_text().strip(), str(path))
    if kept == value:  # else another start of the same moment was first
        log.info("master_key_made", path=str(path))
    return MasterKey(kept, path, fresh=kept == value)


def _decoded(text: str, where: str) -> bytes:
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        value = b""
    if len(value) != 32:
        raise KeyStoreFailed(f"{where} does not hold a key: 32 bytes in base64 are needed (44 characters)")
    return value
