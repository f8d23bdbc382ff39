"""System calls of a nats-server that fail, by strace."""

import asyncio
import os
import random
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

import pytest

from gongdan.nats_servers.embedded import NatsServer

_ENDS_WITHIN: Final = 5.0


@dataclass(frozen=True)
class SyncFails:
    """After a few more, every fsync fails for ``seconds`` with EIO, as on a disk that breaks."""

    server: NatsServer
    seconds: tuple[float, float]
    name: str = "fsync error"

    async def strike(self, chance: random.Random) -> None:
        assert self.server.process
        async with syncing_with(self.server.process.pid, f"error=EIO:when={chance.randint(1, 50)}+"):
            await asyncio.sleep(chance.uniform(*self.seconds))


@asynccontextmanager
async def syncing_with(pid: int, trouble: str) -> AsyncIterator[None]:
    """Meanwhile every fsync of the process meets the trouble, in strace's words."""
    tracing = await asyncio.create_subprocess_exec(
        "strace", "-f", "-o", "/dev/null", "-p", str(pid),
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
        await _end(tracing)


async def _end(tracing: asyncio.subprocess.Process) -> None:
    """strace 6.1 may wait for ever for the threads of a process that was killed meanwhile: then it is killed too."""
    try:
        async with asyncio.timeout(_ENDS_WITHIN):
            await tracing.wait()
    except TimeoutError:
        tracing.kill()
        await tracing.wait()


def require_strace() -> None:
    """Skip the test, saying why, where no process can be traced."""
    if os.geteuid() != 0 or not shutil.which("strace"):
        pytest.skip("making fsync fail needs root and strace (apt-get install strace)")
