"""One replay at a time into a file: a second would write over what the first makes of it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongdan.cli.replaying.journal import Places
from gongdan.failures import Failure


@contextmanager
def alone(places: Places) -> Iterator[None]:
    """Held until the file is made, or as much as came is kept; a killed one holds nothing. Raises Failure, OSError."""
    held = _held(places)
    try:
        yield
    finally:
        places.lock.unlink(missing_ok=True)  # while it is held: who waits for this one finds it gone
        os.close(held)


def _held(places: Places) -> int:
    while True:
        held = os.open(places.lock, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held)
            raise Failure("replay-under-way", path=places.target) from None
        if _is(held, places.lock):
            return held
        os.close(held)  # whoever held it before took it away just now


def _is(held: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(held), path.stat())
    except FileNotFoundError:
        return False
