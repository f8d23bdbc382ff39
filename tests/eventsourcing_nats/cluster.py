"""Three real nats-servers as one cluster, for tests of what only several servers can get wrong."""

import asyncio
import json
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from eventsourcing_nats import EventLog, LogSettings, StoreUnavailable
from gongdan.nats_servers.embedded import binary

_READY_WITHIN = 60


class Cluster:
    """Three nats-servers on loopback with fsync always, each in a folder of its own: those given, else inside one."""

    def __init__(self, folder: Path, homes: Sequence[Path] = ()) -> None:
        self.homes = homes or [folder / str(number) for number in range(3)]
        self.clients, self.routes = _free_ports(3), _free_ports(3)
        self.servers: dict[int, subprocess.Popen[bytes]] = {}

    @property
    def url(self) -> str:
        return ",".join(f"nats://127.0.0.1:{port}" for port in self.clients)

    def settings(self, prefix: str) -> LogSettings:
        return LogSettings(url=self.url, prefix=prefix, replicas=3, patience=20)

    def start_all(self) -> Self:
        """All three, once they store what they are given."""
        for number in range(3):
            self.start(number)
        asyncio.run(self._stores())
        return self

    def start(self, number: int) -> None:
        home = self.homes[number]
        home.mkdir(exist_ok=True)
        config = {
            "server_name": f"n{number}",
            "listen": f"127.0.0.1:{self.clients[number]}",
            "jetstream": {"store_dir": str(home), "sync_interval": "always", "max_file_store": 2**60},
            "cluster": {
                "name": "test",
                "listen": f"127.0.0.1:{self.routes[number]}",
                "routes": [f"nats://127.0.0.1:{port}" for port in self.routes],
            },
        }
        (home / "nats.conf").write_text(json.dumps(config))
        with (home / "nats.log").open("ab") as output:
            self.servers[number] = subprocess.Popen(
                [str(binary()), "-c", str(home / "nats.conf")], stdout=output, stderr=subprocess.STDOUT
            )

    def kill(self, number: int) -> None:
        self.servers[number].send_signal(signal.SIGKILL)
        self.servers[number].wait()

    def kill_all(self) -> None:
        for number in self.servers:
            self.kill(number)

    async def _stores(self) -> None:
        deadline = time.monotonic() + _READY_WITHIN
        while True:
            try:
                async with await EventLog.open(self.settings("ready")):
                    return
            except StoreUnavailable:
                assert time.monotonic() < deadline
                await asyncio.sleep(0.3)


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports
