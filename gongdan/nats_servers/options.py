"""What `gongdan nats-config` was told the last time, as its configs show it: kept unless it is told otherwise."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gongdan.failures import Failure
from gongdan.nats_servers.users import ACCOUNT, API

STORE: Final = Path("/var/lib/nats")
MONITOR: Final = "127.0.0.1:8222"
_MONITOR: Final = re.compile(r"(?P<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):(?P<port>-1|\d{1,5})")
"""With the port -1 nats-server takes a free one."""


@dataclass(frozen=True, slots=True)
class Options:
    """Of all servers alike. ``store`` and ``tls`` are folders on the servers; ``monitor`` is HOST:PORT there."""

    store: Path = STORE
    monitor: str = MONITOR
    tls: Path | None = None

    def words(self) -> str:
        """As they would be typed."""
        tls = f" --tls {self.tls}" if self.tls else ""
        return f"--store {self.store} --monitor {self.monitor}{tls}"


def remembered(folder: Path, names: Iterable[str], prefix: str) -> Options | None:
    """Those of the configs there: of the servers by these names, else of another. None where there are none.

    Raises Failure where a config that would be written over is not one that was written here, or is for another prefix,
    whose users would lose their rights.
    """
    for path in (folder / f"{name}.conf" for name in names):
        if path.is_file():
            if (found := _options(path)) is None:
                raise Failure("other-config", path=path)
            if (was := _prefix(path)) not in (None, prefix):
                raise Failure("other-prefix", path=path, was=was, now=prefix)
            return found
    others = (_options(path) for path in sorted(folder.glob("*.conf")))
    return next((found for found in others if found), None)


def _options(path: Path) -> Options | None:
    try:
        config: dict[str, Any] = json.loads(path.read_text("utf-8").partition("\n")[2])
        tls = Path(config["tls"]["cert_file"]).parent if "tls" in config else None
        return Options(Path(config["jetstream"]["store_dir"]).parent, config["http"], tls)
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _prefix(path: Path) -> str | None:
    """For which the rights in a config are: the user that appends may publish that prefix's events, before all else."""
    config: dict[str, Any] = json.loads(path.read_text("utf-8").partition("\n")[2])
    users: list[dict[str, Any]] = config.get("accounts", {}).get(ACCOUNT, {}).get("users", [])
    allowed = [user["permissions"]["publish"]["allow"][0] for user in users if user["user"] == API]
    return str(allowed[0]).partition(".")[0] if allowed else None


def require_place(monitor: str) -> str:
    """HOST:PORT as it is. Raises Failure."""
    match = _MONITOR.fullmatch(monitor)
    if match is None or not (match["port"] == "-1" or 0 < int(match["port"]) < 65536):
        raise Failure("bad-monitor", value=monitor)
    return monitor
