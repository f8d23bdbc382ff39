"""``run.json``: where the running service is found, readable by its owner only."""

import json
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from gongdan.failures import Failure
from gongdan.settings import Settings
from gongdan.storing.private_file import write_private

NAME = "run.json"
_OF_THE_LOG: Final = {
    "nats": "nats_url",
    "nats_monitor": "nats_monitor_url",
    "nats_replicas": "nats_replicas",
    "nats_ca": "nats_ca",
    "prefix": "prefix",
    "sync_always": "sync_always",
}
"""What the service was told of its log, and which setting says it."""


@dataclass(frozen=True, slots=True)
class RunFile:
    """Addresses, the local operator's token, and how the log is set up; holds no personal data.

    What older services did not write is None.
    """

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
    nats_replicas: int | None = None
    nats_ca: str | None = None
    prefix: str | None = None
    sync_always: bool | None = None
    epoch: str | None = None

    def write(self, home: Path) -> None:
        """Whole or not at all: written beside, synced, then renamed over."""
        write_private(home / NAME, json.dumps(asdict(self), indent=2) + "\n")


def read(home: Path) -> RunFile:
    """Of the service that runs on this home. Raises Failure where there is no such file or it is damaged."""
    path = home / NAME
    try:
        found = RunFile(**_known(json.loads(path.read_bytes())))
        alive = _alive(found.pid)
    except FileNotFoundError:
        raise Failure("not-running", home=home) from None
    except (OSError, ValueError, TypeError, OverflowError):
        raise Failure("bad-run-file", path=path) from None
    if not alive:
        raise Failure("not-running", home=home)
    return found


def beside(settings: Settings, run: RunFile) -> Settings:
    """This shell's settings, and the running service's where the shell has none of its own for the log."""
    said = {setting: getattr(run, name) for name, setting in _OF_THE_LOG.items()}
    known = {name: value for name, value in said.items() if value is not None and name not in settings.model_fields_set}
    if "nats_ca" in known:
        known["nats_ca"] = Path(known["nats_ca"])
    return settings.model_copy(update=known)


def _known(said: dict[str, Any]) -> dict[str, Any]:
    """Without what a newer service says beside it."""
    names = {each.name for each in fields(RunFile)}
    return {name: said[name] for name in said if name in names}


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
