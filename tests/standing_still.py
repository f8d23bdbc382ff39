"""SIGSTOP as tests need it: when it returns, nothing of the process runs any more."""

import os
import signal
import time
from pathlib import Path


def stand_still(pid: int) -> None:
    """Until every thread has stopped: a server may answer for a moment after the signal was sent."""
    os.kill(pid, signal.SIGSTOP)
    while any(_state(thread) != "T" for thread in Path(f"/proc/{pid}/task").iterdir()):
        time.sleep(0.001)


def _state(thread: Path) -> str:
    return (thread / "stat").read_text().rpartition(")")[2].split()[0]
