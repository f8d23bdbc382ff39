"""A nats-server with a configuration of a test's own, on a free port of loopback."""

import contextlib
import json
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gongdan.nats_servers.embedded import binary


@contextlib.contextmanager
def listening(folder: Path, config: Mapping[str, Any], port: int = -1) -> Iterator[str]:
    """The URL where it listens; it is killed in the end."""
    folder.mkdir(exist_ok=True)
    whole = {
        "listen": f"127.0.0.1:{port}",
        "ports_file_dir": str(folder),
        "jetstream": {"store_dir": str(folder / "jetstream")},
        **config,
    }
    (folder / "nats.conf").write_text(json.dumps(whole))
    server = subprocess.Popen([str(binary()), "-c", str(folder / "nats.conf")], stderr=subprocess.DEVNULL)
    try:
        while not (found := list(folder.glob("*.ports"))) or not found[0].read_text():
            assert server.poll() is None
            time.sleep(0.02)
        yield json.loads(found[0].read_text())["nats"][0]
    finally:
        server.kill()
        server.wait()
