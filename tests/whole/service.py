"""The whole program as a process of its own, on free ports, in a home folder of the test's."""

import json
import os
import signal
import ssl
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import psutil

from tests.whole.forking import Forked, forked
from tests.whole.in_process import run_beside

PROGRAM = [sys.executable, "-m", "gongdan"]


@dataclass
class Service:
    """A running ``gongdan up``."""

    home: Path
    process: subprocess.Popen[bytes] | Forked

    @property
    def run(self) -> dict[str, Any]:
        return json.loads((self.home / "run.json").read_text())

    def http(self, staff: str = "a-001:agent") -> httpx.Client:
        """A client that acts as that member of staff."""
        headers = {"Authorization": f"Bearer {self.run['token']}", "Gongdan-As": staff, "Accept-Language": "en"}
        return httpx.Client(base_url=self.run["api"], headers=headers, timeout=20, verify=_authorities())

    def command(
        self, *words: str, lang: str = "en", columns: int = 200, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a gongdan command on this home; in this process, as only what it answers counts."""
        known = environment_of(self.home) | {"GONGDAN_LANG": lang, "COLUMNS": str(columns)} | environment
        return run_beside(*words, environment=known)

    def stop(self) -> int:
        """As Ctrl-C would; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)

    @property
    def pids(self) -> list[int]:
        """Of all its processes, the nats-server's not among them."""
        process = psutil.Process(self.process.pid)
        return [process.pid, *(each.pid for each in process.children(recursive=True) if each.name() != "nats-server")]

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


def environment_of(home: Path) -> dict[str, str]:
    """Without reactions, which would add events of their own to the histories of tests that are about others."""
    ours = {"GONGDAN_HOME": str(home), "GONGDAN_API_PORT": "0", "GONGDAN_NATS_PORT": "0", "GONGDAN_REACTIONS": "false"}
    ours["GONGDAN_NOTARY"] = "false"
    return {name: value for name, value in os.environ.items() if not name.startswith("GONGDAN_")} | ours


def start(home: Path, *options: str, timeout: float = 30, fresh: bool = False, **environment: str) -> Service:
    """Start it and wait until it is ready; ``fresh`` from nothing, as it is typed."""
    home.mkdir(parents=True, exist_ok=True)
    out, known = home.parent / f"{home.name}.out", environment_of(home) | environment
    process = _from_nothing(options, known, out) if fresh else forked("up", *options, environment=known, out=out)
    service, deadline = Service(home, process), time.monotonic() + timeout
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        if _ready(service):
            return service
        time.sleep(0.05)
    process.kill()
    raise AssertionError(out.read_text())


def _from_nothing(options: tuple[str, ...], environment: dict[str, str], out: Path) -> "subprocess.Popen[bytes]":
    with out.open("ab") as said:
        return subprocess.Popen([*PROGRAM, "up", *options], env=environment, stdout=said, stderr=said)


@cache
def _authorities() -> ssl.SSLContext:
    """Read once: httpx would for each client, though the service speaks plainly."""
    return httpx.create_ssl_context()


def _ready(service: Service) -> bool:
    try:
        if service.run["pid"] != service.process.pid:
            return False
        asked = httpx.get(f"{service.run['api']}/readyz", timeout=2, verify=_authorities())
        return asked.status_code == httpx.codes.OK
    except (OSError, ValueError, KeyError, httpx.HTTPError):
        return False
