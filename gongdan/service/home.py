"""The home folder of one deployment: private, used by one service at a time."""

import fcntl
import os
import secrets
from pathlib import Path
from typing import IO, Self

from gongdan.failures import Failure
from gongdan.system import of_system


def prepare(home: Path) -> Path:
    """Make the folder, readable by its owner only (one that holds something keeps its rights). Raises Failure."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not any(home.iterdir()):
            home.chmod(0o700)
        probe = home / ".writable"
        probe.touch(mode=0o600)
        probe.unlink()
    except OSError as error:
        raise Failure("home-not-writable", home=home, why=of_system(error)) from None
    return home


def name_of(home: Path) -> str:
    """What tells this home from every other on the same log: made once, and as good as its lock for one process."""
    path = home / "name"
    if not (path.exists() and path.read_text()):
        path.touch(mode=0o600)
        path.write_text(f"{secrets.token_hex(8)}\n")
    return path.read_text().strip()


class HomeLock:
    """Held while a service runs; the kernel lets it go with the process, so that a killed one never blocks."""

    def __init__(self, home: Path) -> None:
        self._home, self._path = home, home / "lock"
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        file = self._path.open("a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            raise Failure("already-running", home=self._home, pid=file.read().strip() or "?") from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        self._file = file
        return self

    def __exit__(self, *_: object) -> None:
        self.let_go()

    def let_go(self) -> None:
        """Of this process: one that was forked lets go for itself alone."""
        if self._file:
            self._file.close()
