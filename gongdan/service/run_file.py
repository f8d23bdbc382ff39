"""``run.json``: where the running service is found, readable by its owner only."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from gongdan.failures import Failure
from gongdan.storing.private_file import write_private

NAME = "run.json"


@dataclass(frozen=True, slots=True)
class RunFile:
    """Addresses and the local operator's token; holds no personal data."""

    pid: int
    version: str
    started: str
    api: str
    token: str = field(repr=False)
    nats: str
    nats_user: str | None = None
    nats_password: str | None = field(default=None, repr=False)
    nats_monitor: str | None = None
    nats_users: str | None = None

    def write(self, home: Path) -> None:
        """Whole or not at all: written beside, synced, then renamed over."""
        write_private(home / NAME, json.dumps(asdict(self), indent=2) + "\n")


def read(home: Path) -> RunFile:
    """Of the service that runs on this home. Raises Failure where there is no such file or it is damaged."""
    path = home / NAME
    try:
        found = RunFile(**json.loads(path.read_bytes()))
        alive = _alive(found.pid)
    except FileNotFoundError:
        raise Failure("not-running", home=home) from None
    except (OSError, ValueError, TypeError, OverflowError):
        raise Failure("bad-run-file", path=path) from None
    if not alive:
        raise Failure("not-running", home=home)
    return found


def _alive(pid: int) -> bool:
    """A killed service leaves its file behind; another user's process is alive, though it can't be asked."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def remove(home: Path) -> None:
    (home / NAME).unlink(missing_ok=True)
