"""Writing a file that only its owner may read: whole or not at all, on disk before anybody relies on it."""

import contextlib
import os
import threading
from collections.abc import Callable
from pathlib import Path


def make_private(path: Path, text: str) -> None:
    """As :func:`write_private`, unless the file is there: of several who make one at once, the first wins."""
    _write(path, text.encode(), lambda beside: _linked(beside, path))


def write_private(path: Path, text: str) -> None:
    """Written beside with mode 0600, synced, renamed over, the folder synced. Raises OSError."""
    _write(path, text.encode(), lambda beside: beside.replace(path))


def write_private_bytes(path: Path, content: bytes) -> None:
    """As :func:`write_private`, of what is no text."""
    _write(path, content, lambda beside: beside.replace(path))


def sync_folder(path: Path) -> None:
    """The names in it are on disk. Raises OSError."""
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _linked(beside: Path, path: Path) -> None:
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(beside)
    beside.unlink()


def _write(path: Path, content: bytes, put: Callable[[Path], object]) -> None:
    """Where it can't be written nothing of it stays."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        fd = os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(fd, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        put(beside)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    sync_folder(path.parent)
