"""Writing a file that only its owner may read: whole or not at all, on disk before anybody relies on it."""

import os
from pathlib import Path


def write_private(path: Path, text: str) -> None:
    """Written beside with mode 0600, synced, renamed over, the folder synced. Raises OSError."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    fd = os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(fd, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
