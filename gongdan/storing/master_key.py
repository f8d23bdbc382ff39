"""Where the key-encryption key comes from: the environment, a file, or made on the first start."""

import base64
import binascii
import errno
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import structlog

from gongdan.storing.key_database import KeyStoreFailed
from gongdan.storing.private_file import make_private
from gongdan.system import of_system

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
    return found_key(path, key_store=key_store, given=given) or _made(path)


def found_key(path: Path, *, key_store: Path, given: str | None = None) -> MasterKey | None:
    """As :func:`master_key`, without making anything: None where a key may and can be made. Raises KeyStoreFailed."""
    if given:
        return MasterKey(decoded(given.encode(), "GONGDAN_KEY"), None)
    if path.exists():
        return MasterKey(_read(path), path)
    if key_store.exists():
        raise KeyStoreFailed(
            f"密钥文件 {path} 不存在，没有它无法读取 {key_store} 中的个人信息：请从备份恢复，"
            "或设置 GONGDAN_KEY_FILE 或 GONGDAN_KEY",
            f"the key file {path} is missing, and without it the personal data in {key_store} cannot be read: "
            "put it back from its backup, or set GONGDAN_KEY_FILE or GONGDAN_KEY",
        )
    if not path.parent.is_dir():
        raise KeyStoreFailed(
            f"没有存放密钥文件的目录 {path.parent}：请先建立它，或更正 GONGDAN_KEY_FILE",
            f"there is no folder {path.parent} for the key file: make it first, or correct GONGDAN_KEY_FILE",
        )
    if not os.access(path.parent, os.W_OK):
        raise _unusable(path, OSError(errno.EACCES, ""))
    return None


def _made(path: Path) -> MasterKey:
    value = secrets.token_bytes(32)
    try:
        make_private(path, base64.b64encode(value).decode() + "\n")
    except OSError as error:
        raise _unusable(path, error) from None
    kept = _read(path)
    if kept == value:  # else another start of the same moment was first
        log.info("master_key_made", path=str(path))
    return MasterKey(kept, path, fresh=kept == value)


def _read(path: Path) -> bytes:
    try:
        return decoded(path.read_bytes().strip(), str(path))
    except OSError as error:
        raise _unusable(path, error) from None


def _unusable(path: Path, error: OSError) -> KeyStoreFailed:
    why = of_system(error)
    return KeyStoreFailed(
        f"密钥文件 {path} 无法使用：{why.chinese}", f"the key file {path} can't be used: {why.english}"
    )


def decoded(text: bytes, where: str) -> bytes:
    """32 bytes from base64. Raises KeyStoreFailed, naming ``where`` they stand."""
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        value = b""
    if len(value) != 32:
        raise KeyStoreFailed(
            f"{where} 的内容不是密钥：应为 base64 写的 32 字节（44 个字符）",
            f"{where} does not hold a key: 32 bytes in base64 are needed (44 characters)",
        )
    return value
