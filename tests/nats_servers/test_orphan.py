"""A server that a killed program left behind is ended, also where it ends by itself just then."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gongdan.nats_servers.embedded import NatsServer


@pytest.mark.parametrize("gone_at", [signal.SIGTERM, signal.SIGKILL])
def test_one_that_ends_between_the_look_and_the_signal_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone_at: signal.Signals
):
    server = NatsServer(tmp_path)
    config = (tmp_path / "nats.conf").resolve()
    sleeping = [sys.executable, "-c", "import time; time.sleep(60)", str(config)]
    with subprocess.Popen(sleeping) as left:
        (tmp_path / "nats.pid").write_text(str(left.pid))
        while not (Path("/proc") / str(left.pid) / "cmdline").read_bytes():
            time.sleep(0.001)
        kill = os.kill

        def too_late(pid: int, number: int) -> None:
            if number == gone_at:
                kill(left.pid, signal.SIGKILL)
                left.wait()
                kill(pid, number)

        monkeypatch.setattr(os, "kill", too_late)
        assert server.end_orphan(timeout=0) == left.pid
        assert server.end_orphan() is None
