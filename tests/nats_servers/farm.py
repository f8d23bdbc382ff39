"""nats-servers as ``gongdan nats-config`` writes them, to be started, killed, reloaded and replaced one by one."""

import json
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from gongdan.nats_servers.embedded import binary
from tests.whole.in_process import run_beside
from tests.whole.service import Service, environment_of, start


class Farm:
    """Its servers are n1, n2 …, on loopback."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder, self.names = folder, [f"n{number}" for number in range(1, count + 1)]
        ports = _free_ports(2 * count)
        self.clients, self.routes = ports[:count], ports[count:]
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.settings: dict[str, str] = {}

    def configure(self, *options: str, **environment: str) -> dict[str, Any]:
        """Write the configs (again); what the command answers. Its settings are kept."""
        places = zip(self.names, self.clients, self.routes, strict=True)
        servers = [f"--server={name}=127.0.0.1:{client}:{route}" for name, client, route in places]
        where = ["--to", str(self.folder / "nats"), "--store", str(self.folder / "data"), "--monitor", "127.0.0.1:-1"]
        known = environment_of(self.folder / "home") | {"GONGDAN_LANG": "en"} | environment
        done = run_beside("nats-config", *where, *servers, *options, "--json", environment=known)
        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout)
        self.settings = found["settings"] | environment
        return found

    def start(self, *names: str) -> None:
        for name in names or self.names:
            with (self.folder / f"{name}.out").open("ab") as out:
                config = str(self.folder / "nats" / f"{name}.conf")
                self.running[name] = subprocess.Popen([str(binary()), "-c", config], stdout=out, stderr=out)
        for name in names or self.names:
            _wait_for(self.clients[self.names.index(name)])

    def kill(self, *names: str) -> None:
        for name in names:
            self.running[name].kill()
            self.running.pop(name).wait()

    def reload(self) -> None:
        """As ``nats-server --signal reload`` does."""
        for server in self.running.values():
            server.send_signal(signal.SIGHUP)

    def lose_disk(self, name: str) -> None:
        """Of a server that is down."""
        shutil.rmtree(self.folder / "data" / name)

    def move(self, name: str) -> None:
        """To other ports, as if to another machine."""
        at = self.names.index(name)
        self.clients[at], self.routes[at] = _free_ports(2)

    def service(self) -> Service:
        """The service on these servers; until they have agreed on a leader, a start is refused."""
        deadline = time.monotonic() + 60
        while True:
            try:
                return start(self.folder / "home", **self.settings)
            except AssertionError:
                assert time.monotonic() < deadline
                time.sleep(0.5)

    def stop(self) -> None:
        self.kill(*self.running)


def _free_ports(count: int) -> list[int]:
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in taken]
    for each in taken:
        each.close()
    return ports


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
