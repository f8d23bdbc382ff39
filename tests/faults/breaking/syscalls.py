"""System calls of a nats-server that fail, by strace."""

import asyncio
import os
import random
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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
        async with syncing_with(self.server, f"error=EIO:when={chance.randint(1, 50)}+"):
            await asyncio.sleep(chance.uniform(*self.seconds))


@asynccontextmanager
async def syncing_with(server: NatsServer, trouble: str) -> AsyncIterator[None]:
    """Meanwhile every fsync of the server meets the trouble, in strace's words."""
    assert server.process
    tracing = await asyncio.create_subprocess_exec(
        "strace", "-f", "-o", "/dev/null", "-p", str(server.process.pid),
        "-e", "trace=fsync,fdatasync", "-e", f"inject=fsync,fdatasync:{trouble}",
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert tracing.stderr
    assert b"attached" in await tracing.stderr.readline()
    try:
        yield
    finally:
        if tracing.returncode is None:
            tracing.terminate()
        await tracing.wait()


def require_strace() -> None:
    """Skip the test, saying why, where no process can be traced."""
    if os.geteuid() != 0 or not shutil.which("strace"):
        pytest.skip("making fsync fail needs root and strace (apt-get install strace)")
