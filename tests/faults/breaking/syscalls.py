"""System calls of a nats-server that fail, by strace."""

import asyncio
import os
import random
import shutil
import subprocess
from dataclasses import dataclass

import pytest

from gongdan.nats_servers.embedded import NatsServer


@dataclass(frozen=True)
class SyncFails:
    """After a few more, every fsync fails for ``seconds`` with EIO, as on a disk that breaks."""

    server: NatsServer
    seconds: tuple[float, float]
    name: str = "fsync error"

    async def strike(self, chance: random.Random) -> None:
        assert self.server.process
        tracing = await asyncio.create_subprocess_exec(
            "strace", "-f", "-qq", "-o", "/dev/null", "-p", str(self.server.process.pid),
            "-e", "trace=fsync,fdatasync",
            "-e", f"inject=fsync,fdatasync:error=EIO:when={chance.randint(1, 50)}+",
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        await asyncio.sleep(chance.uniform(*self.seconds))
        if tracing.returncode is None:
            tracing.terminate()
        await tracing.wait()


def require_strace() -> None:
    """Skip the test, saying why, where no process can be traced."""
    if os.geteuid() != 0 or not shutil.which("strace"):
        pytest.skip("making fsync fail needs root and strace (apt-get install strace)")
